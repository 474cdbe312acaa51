import { nowOf } from '@/agent/graph/clock'
import { stepsOf } from '@/agent/index'
import { roomOf } from '@/app/views/approvals/room-of'
import { accountNames } from '@/app/views/settings/account-names'
import { auditOfCase } from '@/lib/audit/store'
import { courseOf } from '@/lib/cases/course-store'
import { templateRecords } from '@/lib/cases/ledger-store'
import { isClosed } from '@/lib/cases/move'
import { carriedOnIn } from '@/lib/cases/rest-store'
import { getCase, openCaseBeside } from '@/lib/cases/store'
import type { IntentExtras } from '@/lib/desks/cost/intents/case-context'
import { type CaseIntents, caseIntents } from '@/lib/desks/cost/intents/case-intents'
import { getEvidence } from '@/lib/evidence/store'
import { listPeople } from '@/lib/identity/person-store'
import type { Actor } from '@/schemas/actor'
import type { Case } from '@/schemas/case'

/** What the cards of one case may know besides the case itself. */
export async function extrasOf(c: Case): Promise<IntentExtras> {
  const found = getEvidence(c.tenant_id, c.evidence_ids)
  const [evidence, audit, account_names, people, records, open_beside, carried_on, course, room] = await Promise.all([
    found,
    auditOfCase(c.tenant_id, c.case_id),
    accountNames(c.tenant_id),
    listPeople(c.tenant_id),
    c.plan === null ? undefined : templateRecords(c.tenant_id),
    isClosed(c) ? openCaseBeside(c) : null,
    isClosed(c) && c.plan !== null ? carriedOnIn(c) : null,
    c.run === null ? null : courseOf(c.tenant_id, c.case_id),
    roomOf(c, found),
  ])
  return {
    evidence,
    audit,
    account_names,
    people: Object.fromEntries(people.map((p) => [p.person_id, p.name])),
    ...(records === undefined ? {} : { records }),
    open_beside,
    carried_on,
    course,
    room,
    first_check_at: c.run === null ? null : stepsOf(c.desk).firstCheck(c.run),
  }
}

/** Every card of one case as this person may see it now. Throws `not_found`. */
export async function currentIntents(actor: Actor, case_id: string): Promise<CaseIntents> {
  const c = await getCase(actor.tenant_id, case_id)
  return caseIntents(c, await nowOf(actor.tenant_id), actor, await extrasOf(c))
}
