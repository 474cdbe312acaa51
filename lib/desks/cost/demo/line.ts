import { sha256 } from '@/lib/kernel/canonical'
import { invariant } from '@/lib/kernel/errors'
import type { Decimal } from '@/schemas/money'
import { ACCOUNTS, type AccountName, REGION_PREFIX, type RegionId, type Team } from './accounts'
import type { BehaviourName } from './behaviour'
import type { Metered } from './charge'
import { USAGE_PRICES } from './prices'
import type { ProductCode } from './services'
import { toUnits } from './units'

/** One metered line of the estate: what the bill repeats every day with another quantity. */
export type EstateLine = Metered & {
  line_id: string
  rate: Decimal
  /** Mean quantity per full day in millionths. */
  mean_quantity: bigint
  behaviour: BehaviourName
  /** Empty when the provider names no resource. */
  resource_id: string
  tags: Readonly<Record<string, string>>
}

type LineInput = {
  usage_type: string
  operation: string
  usd_per_day: Decimal
  behaviour: BehaviourName
  team: Team | null
  resource_id?: string
}

// Share of taggable lines that carry tags, and of those whose tag keys somebody mistyped, in 256ths of the line's own hash.
const TAGGED_OF_256 = 200
const MISTYPED_OF_256 = 5
const MISTYPED: readonly ((key: string) => string)[] = [(key) => `${key} `, (key) => `${key[0]?.toUpperCase()}${key.slice(1)}`, (key) => key.toUpperCase()]
// The provider tags neither transfer nor requests below a free allowance.
const UNTAGGABLE = /DataTransfer|Bytes-Internet|AWS-In|AWS-Out|Requests|KMS-Requests|APIRequest|PaidEvents|DNS-Queries/

/** Makes the lines of one product in one account and region from a price table entry and dollars per day. */
function lineIn(account: AccountName, region_id: RegionId, product: ProductCode, input: LineInput): EstateLine {
  const price = USAGE_PRICES[`${product}/${input.usage_type}`]
  invariant(price, `the price table has no ${product}/${input.usage_type}`)
  const [unit, rate, family] = price
  const usage_type = `${REGION_PREFIX[region_id]}${input.usage_type}`
  const resource_id = input.resource_id ?? ''
  const line_id = [account, region_id, product, usage_type, input.operation, resource_id].join('|')
  const mean_quantity = (toUnits(input.usd_per_day) * 1_000_000n) / toUnits(rate)
  return {
    line_id,
    account,
    region_id,
    product,
    usage_type,
    operation: input.operation,
    family,
    unit,
    rate,
    mean_quantity,
    behaviour: input.behaviour,
    resource_id,
    tags: tagsOf(line_id, account, input.team, UNTAGGABLE.test(usage_type)),
  }
}

/** Tags that somebody put on a line, or not: decided by the line's own hash, so that it never changes. */
export function tagsOf(line_id: string, account: AccountName, team: Team | null, is_untaggable = false): Record<string, string> {
  if (team === null || is_untaggable) return {}
  const hash = sha256(`tags:${line_id}`)
  if (Number.parseInt(hash.slice(0, 2), 16) >= TAGGED_OF_256) return {}
  const mistyped = Number.parseInt(hash.slice(2, 4), 16) < MISTYPED_OF_256
  const spell = mistyped ? (MISTYPED[Number.parseInt(hash.slice(4, 6), 16) % MISTYPED.length] ?? String) : String
  return { [spell('team')]: team, env: ACCOUNTS[account].env }
}

type Row = readonly [
  product: ProductCode,
  usage_type: string,
  operation: string,
  usd_per_day: Decimal,
  behaviour: BehaviourName,
  team: Team | null,
  resource_id?: string,
]

/** A table of lines of one account in one region. */
export const linesOf = (account: AccountName, region_id: RegionId, table: readonly Row[]): EstateLine[] =>
  table.map(([product, usage_type, operation, usd_per_day, behaviour, team, resource_id]) =>
    lineIn(account, region_id, product, { usage_type, operation, usd_per_day, behaviour, team, ...(resource_id === undefined ? {} : { resource_id }) }),
  )

/** The same lines with correct tags on every one: what a cause touches must not depend on who forgot a tag. */
export const tagged = (lines: readonly EstateLine[], team: Team): EstateLine[] =>
  lines.map((line) => ({ ...line, tags: { team, env: ACCOUNTS[line.account].env } }))

/** ARN of something in an account of the estate. */
export const arnOf = (account: AccountName, region_id: RegionId, service: string, rest: string): string =>
  `arn:aws:${service}:${region_id}:${ACCOUNTS[account].account_id}:${rest}`

/** Seventeen hex digits, as the provider's own ids have. */
export const hexId = (prefix: string, name: string): string => `${prefix}-0${sha256(`${prefix}:${name}`).slice(0, 16)}`
