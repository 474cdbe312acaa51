import { accountNames } from '@/app/views/settings/account-names'
import { namedCase } from '@/lib/cases/rest-of-plan'
import { searchCaseIds } from '@/lib/cases/search-store'
import { getCases } from '@/lib/cases/store'
import { listPeople } from '@/lib/identity/person-store'
import { clockOf, getTenant } from '@/lib/identity/tenant-store'
import { CATEGORY_LABELS } from '@/lib/intents/category-words'
import { legible } from '@/lib/intents/clip'
import { STATUS_WORDS } from '@/lib/intents/code-words'
import { invariant } from '@/lib/kernel/errors'
import { listSources } from '@/lib/warehouse/versions/manifest-store'
import type { Actor } from '@/schemas/actor'
import type { Case } from '@/schemas/case'
import type { InboxSearch } from '@/schemas/inbox-search'
import { soughtBy } from './inbox-filters'

/** Cases that are read at once: a case may have 100 kB, and a file has as many of them as were found. */
const READ_AT_ONCE = 200

type Column = [name: string, value: (c: Case) => string]

/** A cell as text, with nothing in it that is not seen. What a sheet would take for a formula begins with an apostrophe, so that it stays text. */
export function csvCell(text: string): string {
  const value = legible(text)
  const safe = /^[=+\-@\t\r]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) ? `'${value}` : value
  return /^[\w.:/-]*$/.test(safe) ? safe : `"${safe.replaceAll('"', '""')}"`
}

/**
 * Everything that a search finds as a table for a spreadsheet, part by part: the unit and zone of a column are in its name, the sources in every row.
 * What cannot be read any more ends it with an error, so that a file that ends is whole.
 */
export async function* inboxCsv(actor: Actor, search: InboxSearch, origin: string): AsyncGenerator<string> {
  const { tenant_id } = actor
  const [tenant, people, names] = await Promise.all([getTenant(tenant_id), listPeople(tenant_id), accountNames(tenant_id)])
  const now = clockOf(tenant.clock_offset_ms)
  const [found, sources] = await Promise.all([searchCaseIds(tenant_id, soughtBy(search, actor, people, now), search.sort), listSources(tenant_id, now)])
  const bills = sources.map((s) => `${s.source} settled to ${s.settled_to ?? 'no day yet'}`).join('; ')
  const columns: Column[] = [
    ['case_id', (c) => c.case_id],
    ['title', namedCase],
    ['severity', (c) => c.severity],
    ['category', (c) => (c.cost?.triage ? CATEGORY_LABELS[c.cost.triage.category] : 'not known: triage has not run')],
    ['status', (c) => STATUS_WORDS[c.status]],
    ['at_stake_per_day', (c) => c.at_stake_per_day],
    ['currency', (c) => c.currency],
    ['first_day_utc', (c) => c.cost?.anomaly.first_day ?? ''],
    ['account_id', (c) => c.cost?.anomaly.scope.sub_account_id ?? ''],
    ['account_name', (c) => accountCalled(names, c.cost?.anomaly.scope.sub_account_id ?? '')],
    ['service', (c) => c.cost?.anomaly.scope.service_name ?? ''],
    ['region', (c) => c.cost?.anomaly.scope.region_id ?? ''],
    ['team', (c) => c.cost?.anomaly.scope.owner ?? ''],
    ['owner', (c) => people.find((p) => p.person_id === c.owner)?.name ?? c.owner ?? ''],
    ['opened_at_utc', (c) => c.opened_at],
    ['updated_at_utc', (c) => c.updated_at],
    ['ruleset_version', (c) => c.ruleset_version],
    ['evidence_ids', (c) => (c.cost?.anomaly.evidence_ids ?? c.evidence_ids).join(' ')],
    ['bills', () => bills],
    ['exported_at_utc', () => now],
    ['link', (c) => `${origin}/cases/${c.case_id}`],
  ]
  yield `${columns.map(([name]) => name).join(',')}\r\n`
  for (let at = 0; at < found.length; at += READ_AT_ONCE) {
    const ids = found.slice(at, at + READ_AT_ONCE)
    const read = new Map((await getCases(tenant_id, ids)).map((c) => [c.case_id, c]))
    yield ids.map((case_id) => `${columns.map(([, value]) => csvCell(value(present(read, case_id)))).join(',')}\r\n`).join('')
  }
}

function present(read: ReadonlyMap<string, Case>, case_id: string): Case {
  const c = read.get(case_id)
  invariant(c !== undefined, `the case ${case_id} was found and is gone`)
  return c
}

/** Empty where nobody gave the account a name. */
const accountCalled = (names: Readonly<Record<string, string>>, id: string): string => (Object.hasOwn(names, id) ? (names[id] ?? '') : '')
