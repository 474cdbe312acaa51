import type { Scope } from '@/schemas/evidence/cost-scope'
import type { ProviderAnomalies, ProviderCommitments, ProviderCosts, ProviderDrivers } from '@/schemas/evidence/outside'
import type { Day, DayRange } from '@/schemas/time'

/**
 * What the provider's own cost service says. Every page costs money, so each method takes it from a budget first and throws Fault `rate_limited`
 * when the day's is used up. Throws Fault `provider_down` when it could not be asked.
 */
export type CostExplorerPort = {
  connector: string
  costs(scope: Scope, window: DayRange): Promise<ProviderCosts>
  /** Coverage in the account and region of the scope; utilisation is of the whole organisation, because commitments are shared in it. */
  commitments(scope: Scope, window: DayRange): Promise<ProviderCommitments>
  /** What made the month of a day differ from the month before it. Both are whole calendar months to the service. */
  drivers(scope: Scope, day: Day): Promise<ProviderDrivers>
  /** Anomalies that the provider's own detection flagged. They corroborate and never decide. */
  anomalies(window: DayRange): Promise<ProviderAnomalies>
}

/** Takes the price of one page from the day's budget; throws Fault `rate_limited` when there is not enough left. */
export type PayForPage = () => Promise<void>
