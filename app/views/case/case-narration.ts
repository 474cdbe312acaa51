import { caseSentence } from '@/agent/narration/case-sentence'
import { voices } from '@/agent/narration/configured'
import { type Narration, narrate } from '@/agent/narration/narrator'
import { accountNames } from '@/app/views/settings/account-names'
import { getCase } from '@/lib/cases/store'
import { caseIntents } from '@/lib/desks/cost/intents/case-intents'
import { whereText } from '@/lib/desks/cost/intents/where-text'
import { tenantNow } from '@/lib/identity/tenant-store'
import { STATUS_WORDS } from '@/lib/intents/code-words'
import { invariant } from '@/lib/kernel/errors'
import type { Actor } from '@/schemas/actor'
import { extrasOf } from './case-intents'

/** The case in a paragraph: worded by the configured model where the guard lets it pass, else by the template. Throws `not_found`. */
export async function caseNarration(actor: Actor, case_id: string): Promise<Narration> {
  const c = await getCase(actor.tenant_id, case_id)
  const [now, extras, names] = await Promise.all([tenantNow(actor.tenant_id), extrasOf(c), accountNames(actor.tenant_id)])
  invariant(c.cost !== null, `case ${case_id} has no anomaly`)
  const { headline, triage, plan, verification } = caseIntents(c, now, actor, extras)
  const { scope, first_day } = c.cost.anomaly
  const sentence = caseSentence({ where: whereText(scope, names), status: STATUS_WORDS[c.status], first_day, now, headline, triage, plan, verification })
  return await narrate(voices().narrator, sentence, Object.values(names))
}
