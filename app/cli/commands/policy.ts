import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { DIFF_DAYS } from '@/lib/commands/handlers/policy-propose'
import { tenantNow } from '@/lib/identity/tenant-store'
import { rollbackLines } from '@/lib/intents/policy-words'
import { Fault } from '@/lib/kernel/errors'
import { formatCount, formatInstant, formatMoney } from '@/lib/kernel/format'
import { nextTurn } from '@/lib/kernel/next-turn'
import { addHours } from '@/lib/kernel/time'
import { engineOf, policyEngine, shippedEngine } from '@/lib/policy/bundle-store'
import { activations, findBundle, listBundles, storedInputs } from '@/lib/policy/change-store'
import { diffDecisions } from '@/lib/policy/diff'
import type { CommandName } from '@/schemas/command'
import type { PolicyDiff, PolicyFile } from '@/schemas/policy'
import { decidingPerson } from '../as-person'
import { giveCommand } from '../give-command'
import { readGiven } from '../given-file'
import { AS_PERSON } from '../options'
import { print } from '../print'
import { tenantFor } from '../tenant'
import { verbOf } from '../verb-of'
import { withDatabase } from '../with-database'
import { WrongCall } from '../wrong-call'
import type { CliCommand } from './command'

type Given = { tenant_id: string; who: string | undefined; reason: string; rest: string[]; json: boolean }

/** Reads the policies that decide, compares others with them, proposes those and makes them decide. */
export const policy: CliCommand = {
  run(argv) {
    const { values, positionals } = parseArgs({ args: argv, allowPositionals: true, options: AS_PERSON })
    const [what, ...rest] = positionals
    const verb = verbOf('policy', VERBS, what)
    return withDatabase(async () => {
      await verb({ tenant_id: await tenantFor(values), who: values.as, reason: values.reason, rest, json: values.json })
      return 0
    })
  },
}

const VERBS: Record<string, (given: Given) => Promise<void>> = { list, show, diff, propose, activate }

async function list({ tenant_id, json }: Given): Promise<void> {
  const [active, shipped, bundles, history] = await Promise.all([policyEngine(tenant_id), shippedEngine(), listBundles(tenant_id), activations(tenant_id)])
  const stateOf = (digest: string): string => {
    if (digest === active.digest) return 'decides now'
    return history.some((a) => a.bundle_digest === digest) ? 'decided before' : 'proposed'
  }
  const lines = [
    `${shipped.digest.slice(0, 8)}  ${stateOf(shipped.digest) === 'decides now' ? 'decides now' : 'shipped'}  the shipped policies`,
    ...bundles.map((b) => `${b.bundle_digest.slice(0, 8)}  ${stateOf(b.bundle_digest)}  ${b.proposed_by_name}, ${formatInstant(b.proposed_at)}: ${b.note}`),
  ]
  print(json, { active: active.digest, shipped: shipped.digest, bundles, activations: history }, lines.join('\n'))
}

async function show({ tenant_id, rest, json }: Given): Promise<void> {
  const bundle = rest[0] === undefined ? undefined : await bundleNamed(tenant_id, rest[0])
  const engine = bundle === undefined ? await policyEngine(tenant_id) : await engineOf(bundle.files)
  const policies = engine.policies.map(({ policy_id, effect, about, reason, control, owner, file }) => ({
    policy_id,
    effect,
    about,
    reason,
    control,
    owner,
    file,
  }))
  print(
    json,
    { digest: engine.digest, policies, diff: bundle?.diff ?? null },
    [
      `${engine.digest}`,
      ...policies.map(
        (p) => `  ${p.policy_id.padEnd(32)} ${p.about.includes('execute') ? '' : 'Taken back by a person only: '}${p.reason} (${p.control}, ${p.owner})`,
      ),
      ...(bundle === undefined ? [] : [diffText(bundle.diff)]),
    ].join('\n'),
  )
}

async function diff({ tenant_id, rest, json }: Given): Promise<void> {
  const now = await tenantNow(tenant_id)
  const since = addHours(now, -24 * DIFF_DAYS)
  const [before, after, inputs] = await Promise.all([policyEngine(tenant_id), engineOf(await readFiles(rest)), storedInputs(tenant_id, since)])
  const found = await diffDecisions(before, after, inputs, { since, until: now }, nextTurn)
  print(json, found, diffText(found))
}

async function propose(given: Given): Promise<void> {
  await give(given, 'policy.propose', { files: await readFiles(given.rest) })
}

async function activate(given: Given): Promise<void> {
  const { tenant_id, rest } = given
  const [wanted] = rest
  if (wanted === undefined) throw new WrongCall('say which policies: a digest of `policy list`, or shipped')
  const bundle_digest = wanted === 'shipped' ? (await shippedEngine()).digest : (await bundleNamed(tenant_id, wanted)).bundle_digest
  await give(given, 'policy.activate', { bundle_digest, replaces: (await policyEngine(tenant_id)).digest })
}

async function give({ tenant_id, who, reason, json }: Given, command: CommandName, params: Record<string, unknown>): Promise<void> {
  if (who === undefined) throw new WrongCall('--as PERSON is needed')
  await giveCommand(await decidingPerson(tenant_id, who), { command, subject: tenant_id, params, reason }, json)
}

async function bundleNamed(tenant_id: string, start: string) {
  const found = (await listBundles(tenant_id)).filter((b) => b.bundle_digest.startsWith(start))
  const [only] = found
  if (only === undefined || found.length > 1 || start.length < 8)
    throw new Fault('not_found', `${start} names ${found.length} proposed policies: give at least 8 characters of a digest of \`policy list\``)
  return (await findBundle(tenant_id, only.bundle_digest)) ?? only
}

const readFiles = (paths: readonly string[]): Promise<PolicyFile[]> =>
  Promise.all(
    paths.map(async (path) => ({
      name: basename(path),
      text: await readGiven({ path, argument: 'policy', remedy: 'name the files of the policies: policy propose base.cedar …' }),
    })),
  )

function diffText({ inputs, unreadable, since, until, flips, rollbacks, plans }: PolicyDiff): string {
  const money = (cents: number): string => formatMoney((cents / 100).toFixed(2))
  return [
    `${formatCount(inputs, 'decision')} from ${formatInstant(since)} to ${formatInstant(until)}${unreadable === 0 ? '' : `, ${unreadable} of them stored in a form that cannot be read`}`,
    ...(flips.length === 0 && rollbacks === undefined
      ? ['None comes out differently.']
      : flips.map((f) => `  ${f.from} -> ${f.to}: ${formatCount(f.plans, 'plan')}, ${money(f.cents_per_month)} a month`)),
    ...rollbackLines(rollbacks).map((line) => `  ${line}`),
    ...plans.map((p) => `    ${p.query}  ${p.from} -> ${p.to}  ${money(p.cents_per_month)}  ${p.because}`),
  ].join('\n')
}
