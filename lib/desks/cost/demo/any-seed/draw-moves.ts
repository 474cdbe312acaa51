import { makeRandom } from '@/lib/kernel/random'
import { addDays } from '@/lib/kernel/time'
import type { Day } from '@/schemas/time'
import { ACCOUNTS, type AccountName, TEAMS } from '../accounts'
import type { Charge } from '../charge'
import { BILL_START } from '../people'
import { type ProductCode, SERVICES } from '../services'
import { type SeededLeaf, seededId } from './draw-leaves'
import type { SeededCause, SeededLabel } from './label'
import { LABEL_ACTIONS } from './label-actions'

/** What changes its name or its owner and not its cost, from a day on. Null where the seed moves nothing of the kind. */
export type Moves = {
  rename: { from: ProductCode; to: ProductCode; day: Day } | null
  account: { account: AccountName; team: string; day: Day } | null
}

// Services and the names under which they went on, as providers really renamed them.
const RENAMES = [
  ['ElasticMapReduce', 'AmazonEMR'],
  ['AmazonEKS', 'AmazonElasticKubernetesService'],
  ['AmazonECR', 'AmazonElasticContainerRegistry'],
  ['AmazonSageMaker', 'AmazonSageMakerAI'],
  ['CodeBuild', 'AWSCodeBuild'],
  ['AWSQueueService', 'AmazonSQS'],
  ['AmazonKinesis', 'AmazonKinesisDataStreams'],
  ['AmazonQuickSight', 'AmazonQuick'],
] as const satisfies readonly (readonly [ProductCode, ProductCode])[]
// Dollars a day below which nobody would take a rename for a change of cost.
const LEAST_SERVICE = 20
const RENAME_BELOW = 0.3
const ACCOUNT_BELOW = 0.6
// Labels begin and end within the same days.
const [FIRST_DAY, LAST_DAYS] = [60, 25]

export const noMoves = (): Moves => ({ rename: null, account: null })

/** At most one for each seed, from a stream of its own, so that the labels of a seed stay what they are. Nothing that a label names is renamed. */
export function drawMoves(seed: number, leaves: readonly SeededLeaf[], days: number, labels: readonly SeededLabel[]): Moves {
  const random = makeRandom(seed, 'moves')
  const u = random.unit()
  const day = addDays(BILL_START, FIRST_DAY + random.below(Math.max(1, days - LAST_DAYS - FIRST_DAY)))
  if (u < RENAME_BELOW) {
    const named = new Set(labels.flatMap(({ scopes }) => scopes.map(({ service_name }) => service_name)))
    const costOf = (product: ProductCode) => leaves.reduce((sum, leaf) => sum + (leaf.product === product ? leaf.usd_per_day : 0), 0)
    const fits = RENAMES.filter(([from]) => !named.has(SERVICES[from]) && costOf(from) >= LEAST_SERVICE)
    const pair = fits[random.below(Math.max(1, fits.length))]
    return pair === undefined ? noMoves() : { rename: { from: pair[0], to: pair[1], day }, account: null }
  }
  if (u >= ACCOUNT_BELOW) return noMoves()
  const accounts = [...new Set(leaves.map(({ account }) => account))]
  const account = accounts[random.below(accounts.length)] ?? 'northlight-root'
  return { rename: null, account: { account, team: TEAMS[random.below(TEAMS.length)] ?? TEAMS[0], day } }
}

/** The label of each move: it costs nothing. */
export function moveLabels(seed: number, { rename, account }: Moves, last_day: Day): SeededLabel[] {
  const labelOf = (cause: SeededCause, start: Day, scopes: SeededLabel['scopes']): SeededLabel => ({
    label_id: seededId(seed, cause),
    cause,
    shape: 'step',
    scopes,
    start,
    end: last_day,
    impact_per_day: 0,
    expected_severity: 'low',
    allowed_actions: LABEL_ACTIONS[cause].allowed,
    forbidden_actions: LABEL_ACTIONS[cause].forbidden,
  })
  return [
    ...(rename === null ? [] : [labelOf('service_rename', rename.day, [{ service_name: SERVICES[rename.from] }, { service_name: SERVICES[rename.to] }])]),
    ...(account === null ? [] : [labelOf('account_move', account.day, [{ sub_account_id: ACCOUNTS[account.account].account_id }])]),
  ]
}

/** A charge under the name and owner that it has on its day, as a line of its own from that day. Its amounts never change. */
export function moved(charge: Charge, { rename, account }: Moves): Charge {
  const day = charge.start.slice(0, 10)
  if (rename !== null && charge.product === rename.from && day >= rename.day)
    return { ...charge, product: rename.to, line_id: `${charge.line_id}|${rename.to}` }
  if (account === null || charge.account !== account.account || day < account.day) return charge
  const tags = Object.fromEntries(Object.entries(charge.tags).map(([key, value]) => [key, key.trim().toLowerCase() === 'team' ? account.team : value]))
  return { ...charge, tags, line_id: `${charge.line_id}|${account.team}` }
}
