import type { CallResult, Mutation, Place } from '../call'
import type { CloudPort } from '../port'
import type { SimulatedKind } from '../simulation/estate'
import type { AccountNow } from '../simulation/simulated-account'

/** An Auto Scaling group whose launch template is held at a version; `configuration` is a launch configuration instead. */
export type Pin = { group: string; image_id: string; template_id?: string; version?: string; configuration?: string }

/** One request to the wire server, and the account that it is about. */
export type WireCall = {
  action: string
  form: URLSearchParams
  body: Record<string, unknown>
  place: Place
  port: CloudPort
  pins: readonly Pin[]
  account(): Promise<AccountNow>
  mutation(dry_run?: boolean): Mutation
}

export class WireError extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** EC2 answers a successful dry run with an error. */
export function accepted({ status, detail }: CallResult): void {
  if (status === 'would_succeed') throw new WireError(412, 'DryRunOperation', 'Request would have succeeded, but DryRun flag is set.')
  if (status === 'denied') throw new WireError(403, 'UnauthorizedOperation', 'You are not authorized to perform this operation.')
  if (status === 'refused') throw new WireError(400, detail.split(':')[0] ?? 'Refused', detail)
}

export const listOf = (form: URLSearchParams, prefix: string): string[] => [...form].filter(([key]) => key.startsWith(`${prefix}.`)).map(([, value]) => value)
export const items = (xml: readonly string[], of = 'item'): string => xml.map((x) => `<${of}>${x}</${of}>`).join('')
export const tagXml = (tags: Record<string, string>, at = 'tagSet', of = 'item'): string =>
  `<${at}>${items(
    Object.entries(tags).map(([key, value]) => (of === 'item' ? `<key>${key}</key><value>${value}</value>` : `<Key>${key}</Key><Value>${value}</Value>`)),
    of,
  )}</${at}>`

/** How many resources of a kind the simulated account holds; deleted ones that the bin keeps are not listed. */
export const ofKind = async ({ account }: Pick<WireCall, 'account'>, kind: SimulatedKind): Promise<number> =>
  [...(await account()).others.values()].filter((r) => r.kind === kind && r.state['state'] !== 'recycled').length
/** A list of which only the length is looked at. */
export const counted = (at: string, count: number, of = 'item'): string => `<${at}>${`<${of}></${of}>`.repeat(count)}</${at}>`
