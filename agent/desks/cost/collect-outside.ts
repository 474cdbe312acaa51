import type { Evidence } from '@/schemas/evidence/evidence'
import { allocationEvidence } from './outside/allocation-evidence'
import { budgetEvidence } from './outside/budget-evidence'
import { driverEvidence } from './outside/driver-evidence'
import type { OutsideQuestion } from './outside/outside-question'
import { providerEvidence } from './outside/provider-evidence'
import { tagEvidence } from './outside/tag-evidence'
import { wasteEvidence } from './outside/waste-evidence'
import type { Sources } from './sources'

const ASKED = [wasteEvidence, allocationEvidence, driverEvidence, budgetEvidence, tagEvidence, providerEvidence]

/** What sources beside the bill and the account say about one anomaly, as far as each of them is about its account; one after the other. */
export async function collectOutside(q: OutsideQuestion, sources: Sources): Promise<Evidence[]> {
  const found: Evidence[] = []
  for (const ask of ASKED) found.push(...(await ask(q, sources)))
  return found
}
