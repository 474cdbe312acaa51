import type { Environment } from '@/schemas/action'
import type { CaseStatus } from '@/schemas/case'
import type { CostCategory } from '@/schemas/cost'
import type { Day } from '@/schemas/time'

/** A case as the grammar needs it: enough to find it by where it sits and to place "before the spike". */
export type GazetteerCase = {
  case_id: string
  headline: string
  status: CaseStatus
  sub_account_id: string | null
  service_name: string | null
  region_id: string | null
  owner: string | null
  category: CostCategory | null
  /** First day of the anomaly; null while it is not known. */
  onset: Day | null
  is_closed: boolean
}

/** Every name a tenant's questions may use. A word that is not in here is never guessed to be an entity. */
export type Gazetteer = {
  /** The tenant's own name: it means everything, not one account. */
  tenant: string
  accounts: { id: string; name: string }[]
  services: string[]
  regions: string[]
  usage_types: string[]
  owners: string[]
  /** Environment tags that the bill holds. */
  environments: Environment[]
  people: { id: string; name: string }[]
  cases: GazetteerCase[]
}
