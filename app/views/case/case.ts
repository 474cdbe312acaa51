import { pausedNotices } from '@/app/views/settings/timers'
import { isClosed } from '@/lib/cases/move'
import { getCase, listCases } from '@/lib/cases/store'
import { TIMED } from '@/lib/cases/timed-store'
import { caseIntents } from '@/lib/desks/cost/intents/case-intents'
import { shownHeadline } from '@/lib/desks/cost/intents/shown-headline'
import { whereText } from '@/lib/desks/cost/intents/where-text'
import { listPeople } from '@/lib/identity/person-store'
import { tenantNow } from '@/lib/identity/tenant-store'
import { STATUS_WORDS } from '@/lib/intents/code-words'
import { stripOf } from '@/lib/intents/strip'
import { config } from '@/lib/kernel/config'
import { invariant } from '@/lib/kernel/errors'
import { capital } from '@/lib/kernel/letters'
import type { Actor } from '@/schemas/actor'
import type { Case } from '@/schemas/case'
import type { CaseView } from '@/schemas/case-view'
import type { PageNotice } from '@/schemas/page'
import { TimerName } from '@/schemas/schedule'
import { extrasOf } from './case-intents'
import { nextOf } from './next-of'
import { pendingOf } from './pending-of'
import { railOf } from './rail'

// What triage asks of every case, in the words of the page.
const EXPECTED_SOURCES: Readonly<Record<string, string>> = {
  'cost.leaf_changes': 'the lines of the bill',
  'cost.charge_events': 'credits, fees and taxes',
  'cost.commitment_use': 'use of commitments',
  'cost.resource_costs': 'cost by resource',
  'cost.change_events': 'deploys and configuration changes',
}
const SIMILAR = 4

/** One case as its page shows it to one person. Throws `not_found`. */
export async function caseView(actor: Actor, case_id: string): Promise<CaseView> {
  const c = await getCase(actor.tenant_id, case_id)
  const [now, extras, people, others] = await Promise.all([
    tenantNow(actor.tenant_id),
    extrasOf(c),
    listPeople(actor.tenant_id),
    listCases(actor.tenant_id, { is_closed: true, limit: 50 }),
  ])
  const intents = caseIntents(c, now, actor, extras)
  const scope = c.cost?.anomaly.scope
  invariant(scope !== undefined, `case ${case_id} has no anomaly`)
  const timer = TimerName.options.find((name) => TIMED[name].includes(c.status))
  const owner = people.find((p) => p.person_id === c.owner || p.name === c.owner)
  return {
    case_id,
    now,
    title: intents.headline.title,
    where: whereText(scope, extras.account_names ?? {}),
    severity: c.severity,
    status: capital(STATUS_WORDS[c.status]),
    opened_at: c.opened_at,
    is_closed: isClosed(c),
    owner: owner === undefined ? null : { id: owner.person_id, name: owner.name },
    notices: [...noticesOf(c), ...(timer === undefined ? [] : await pausedNotices(actor.tenant_id, timer, now))],
    rail: railOf(c),
    strip: stripOf(c),
    next: nextOf(c, { now, actor, first_check_at: extras.first_check_at ?? null }),
    ...intents,
    pending: pendingOf(c),
    ticket: c.ticket,
    has_narrator: config().model !== null,
    similar: others
      .filter((o) => o.case_id !== case_id && o.cost?.triage?.category === c.cost?.triage?.category)
      .slice(0, SIMILAR)
      .map((o) => ({ case_id: o.case_id, title: shownHeadline(o), outcome: capital(STATUS_WORDS[o.status]), at: o.updated_at })),
  }
}

function noticesOf(c: Case): PageNotice[] {
  const notices: PageNotice[] = []
  if (c.trouble !== null)
    notices.push({ tone: 'degraded', title: 'This needs a person', text: c.trouble, remedy: 'The steps below show what was done and what was not.' })
  // Sources that only refine a decision are named where the rules are; here only what every case should have.
  const missing = (c.cost?.triage?.missing_evidence ?? []).flatMap((kind) => EXPECTED_SOURCES[kind] ?? [])
  if (missing.length > 0)
    notices.push({
      tone: 'missing',
      title: 'Some evidence is missing',
      text: `Not known: ${missing.join(', ')}.`,
      remedy: 'Connect the source. Until then these rules cannot decide.',
    })
  return notices
}
