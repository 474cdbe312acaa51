import { type ReplayPart, replayCase } from '@/agent/replay'
import { checkEntry, GENESIS } from '@/lib/audit/chain'
import { countAudit, listAudit } from '@/lib/audit/store'
import { type RecentCheck, verifyRecent } from '@/lib/audit/verify-recent'
import { caseTitles } from '@/lib/cases/store'
import { subjectOf } from '@/lib/desks/cost/intents/row'
import { listPeople } from '@/lib/identity/person-store'
import { tenantNow } from '@/lib/identity/tenant-store'
import { auditDetail, auditTitle } from '@/lib/intents/audit-words'
import { Fault } from '@/lib/kernel/errors'
import { formatCount, formatInstant } from '@/lib/kernel/format'
import { Actor } from '@/schemas/actor'
import type { AuditEntry } from '@/schemas/audit'
import type { AuditParams, AuditRow, AuditView } from '@/schemas/audit-view'

const PAGE = 60
// Kinds of events by their first word, as people ask for them.
const NOUNS = [
  ['approval', 'Approvals'],
  ['plan', 'Plans'],
  ['execution', 'Runs'],
  ['case', 'Cases'],
  ['import', 'Imports'],
  ['verification', 'Verification'],
  ['threshold', 'Detection thresholds'],
  ['policy', 'Policy'],
  ['command', 'Refusals'],
  ['session', 'Sign-ins'],
  ['token', 'Tokens'],
  ['secret', 'Secrets'],
  ['hook', 'Hooks'],
  ['person', 'People'],
] as const

/** The ledger, newest first, and whether the chain still holds: what is new since it was found whole last is recomputed on every view. */
export async function auditView(actor: Actor, params: AuditParams): Promise<AuditView> {
  const { case_id, noun, actor_id } = params
  const matching = { subject: case_id, noun, actor_id }
  const [entries, check, total, cases, now, people, replay] = await Promise.all([
    // One more than is shown, so that the oldest shown row can be checked against the one before it.
    listAudit(actor.tenant_id, { ...matching, before: params.before, limit: PAGE + 1 }),
    verifyRecent(actor.tenant_id),
    countAudit(actor.tenant_id, matching),
    caseTitles(actor.tenant_id),
    tenantNow(actor.tenant_id),
    listPeople(actor.tenant_id),
    case_id === null ? null : replayOf(actor.tenant_id, case_id),
  ])
  const shown = entries.slice(0, PAGE)
  const titles = new Map(cases.map((c) => [c.case_id, subjectOf(c.title)]))
  return {
    now,
    notices: [],
    verify: {
      is_intact: check.is_intact,
      checked: check.checked,
      head_seq: check.head.seq,
      head_hash: check.head.seq === 0 ? null : check.head.hash,
      broken_at: check.fault?.seq ?? null,
      sentence: sentenceOf(check),
    },
    rows: shown.map((entry) => rowOf(entry, check.fault?.seq ?? null, case_id === null ? titles : NO_TITLES)),
    filter: { case_id, noun, actor_id },
    nouns: NOUNS.map(([of, title]) => ({ noun: of, title })),
    actors: [...people.map((p) => ({ actor_id: p.person_id, name: p.name })), { actor_id: 'worker', name: 'Countersign worker' }],
    replay,
    cases,
    next_before: entries.length > PAGE ? (shown.at(-1)?.seq ?? null) : null,
    total,
  }
}

/** Whether the case's decisions come out the same from its evidence. A subject that is no case has none. */
async function replayOf(tenant_id: string, case_id: string): Promise<AuditView['replay']> {
  try {
    const { is_identical, parts, ruleset_version } = await replayCase(tenant_id, case_id)
    const named = (outcome: ReplayPart['outcome']) => parts.filter((p) => p.outcome === outcome).map((p) => p.part)
    if (is_identical)
      return { case_id, outcome: 'reproduces', sentence: `From its stored evidence alone, ${named('identical').join(', ')} come out byte for byte the same.` }
    if (named('differs').length > 0)
      return { case_id, outcome: 'differs', sentence: `From its stored evidence, ${named('differs').join(' and ')} come out different from what is stored.` }
    const older = `${ruleset_version.stored} decided it, and ${ruleset_version.current} says otherwise about ${named('older rules').join(' and ')}`
    return { case_id, outcome: 'not known', sentence: `Not known: ${older}. Its evidence is as it was stored.` }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { case_id, outcome: 'not known', sentence: `Not known: ${error.message}.` }
  }
}

const newerOnes = (n: number): string => (n === 0 ? 'none is newer' : n === 1 ? 'the newer one matches its hash' : `the ${n} newer ones match their hashes`)

function sentenceOf({ fault, checked, since, anchors }: RecentCheck): string {
  if (fault !== null) return `Entry ${fault.seq} does not hold: ${fault.detail}.`
  const signed = anchors === 0 ? '' : ` ${formatCount(anchors, 'signed anchor')} so far.`
  if (since === null) return `All ${checked} entries match their hashes and link to one another.`
  return `Entries 1 to ${since.seq} were checked${since.at === null ? ' before' : ` and signed on ${formatInstant(since.at)}`}; ${newerOnes(checked)}.${signed}`
}

const NO_TITLES: ReadonlyMap<string, string> = new Map()

function rowOf(entry: AuditEntry, broken_at: number | null, titles: ReadonlyMap<string, string>): AuditRow {
  const actor = Actor.safeParse(JSON.parse(entry.actor))
  const body = JSON.parse(entry.body) as Record<string, unknown>
  const before = { seq: entry.seq - 1, hash: entry.seq === 1 ? GENESIS : entry.prev }
  const tenant_now = typeof body['tenant_now'] === 'string' ? formatInstant(body['tenant_now']) : null
  return {
    seq: entry.seq,
    at: tenant_now ?? formatInstant(entry.at),
    kind: entry.kind,
    title: auditTitle(entry),
    detail: auditDetail(entry),
    about: titles.get(entry.subject) ?? null,
    subject: entry.subject,
    href: entry.subject.startsWith('case_') ? `/cases/${entry.subject}` : null,
    actor: actor.success ? actor.data.name : 'not known',
    surface: actor.success ? actor.data.surface : 'system',
    prev: entry.prev,
    hash: entry.hash,
    is_linked: checkEntry(before, entry) === null && (broken_at === null || entry.seq < broken_at),
  }
}
