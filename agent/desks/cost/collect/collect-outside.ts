import type { Sources } from '@/agent/desks/cost/connect/sources'
import { allocationEvidence } from '@/agent/desks/cost/outside/allocation-evidence'
import { budgetEvidence } from '@/agent/desks/cost/outside/budget-evidence'
import { driverEvidence } from '@/agent/desks/cost/outside/driver-evidence'
import type { OutsideQuestion } from '@/agent/desks/cost/outside/outside-question'
import { providerEvidence } from '@/agent/desks/cost/outside/provider-evidence'
import { tagEvidence } from '@/agent/desks/cost/outside/tag-evidence'
import { wasteEvidence } from '@/agent/desks/cost/outside/waste-evidence'
import type { Evidence } from '@/schemas/evidence/evidence'

const ASKED = [wasteEvidence, allocationEvidence, driverEvidence, budgetEvidence, tagEvidence, providerEvidence]

/** What sources beside the bill and the account say about one anomaly, as far as each of them is about its account; one after the other. */
export async function collectOutside(q: OutsideQuestion, sources: Sources): Promise<Evidence[]> {
  const found: Evidence[] = []
  for (const ask of ASKED) found.push(...(await ask(q, sources)))
  return found
}
