import { openCost } from '@/lib/desks/cost/connectors/allocation/opencost'
import type { AllocationPort } from '@/lib/desks/cost/connectors/allocation/port'
import { awsBudgetStatus } from '@/lib/desks/cost/connectors/budgets/aws'
import type { BudgetsPort } from '@/lib/desks/cost/connectors/budgets/port'
import type { Place } from '@/lib/desks/cost/connectors/cloud/call'
import { awsClients } from '@/lib/desks/cost/connectors/cloud/real/aws-clients'
import { costExplorer } from '@/lib/desks/cost/connectors/cost-explorer/aws'
import { payForPage } from '@/lib/desks/cost/connectors/cost-explorer/pay-for-page'
import type { CostExplorerPort } from '@/lib/desks/cost/connectors/cost-explorer/port'
import { cloudWatchDriver } from '@/lib/desks/cost/connectors/driver/cloudwatch'
import type { DriverPort } from '@/lib/desks/cost/connectors/driver/port'
import type { MessagePort } from '@/lib/desks/cost/connectors/messages/port'
import { webhookMessages } from '@/lib/desks/cost/connectors/messages/signed-webhook'
import { simulatedMessages } from '@/lib/desks/cost/connectors/messages/simulated'
import { slackMessages } from '@/lib/desks/cost/connectors/messages/slack'
import { awsTags } from '@/lib/desks/cost/connectors/tags/aws'
import type { TagsPort } from '@/lib/desks/cost/connectors/tags/port'
import { jiraTickets } from '@/lib/desks/cost/connectors/tickets/jira'
import { linearTickets } from '@/lib/desks/cost/connectors/tickets/linear'
import type { TicketPort } from '@/lib/desks/cost/connectors/tickets/port'
import { awsDoctor } from '@/lib/desks/cost/connectors/waste/aws-doctor'
import type { WastePort } from '@/lib/desks/cost/connectors/waste/port'
import { READ_SESSION } from '@/lib/desks/cost/plan/rights/read-session'
import { readOwnSecret } from '@/lib/identity/own-secret'
import { config } from '@/lib/kernel/config'
import { dayOf, toInstant } from '@/lib/kernel/time'
import type { MessageChannel } from '@/schemas/connectors'
import type { Tenant } from '@/schemas/tenant'
import { awsConnection } from './aws-connection'

const HTTP_TIMEOUT_MS = 15_000
// A sweep of a large account takes minutes.
const SWEEP_TIMEOUT_MS = 300_000

/** Sources beside the bill and the cloud account. Null is one that nobody connected, and rules that need it say unknown. */
export type Sources = {
  waste: (WastePort & { covers(place: Place): boolean; places: Place[] }) | null
  allocation: AllocationPort | null
  driver: DriverPort | null
  cost_explorer: CostExplorerPort | null
  tickets: TicketPort | null
  budgets: BudgetsPort | null
  tags: (TagsPort & { covers(place: Place): boolean; places: Place[] }) | null
}

export function sourcesOf(tenant: Tenant): Sources {
  const { tenant_id, settings } = tenant
  const { waste, allocation, driver, cost_explorer, tickets, budgets, tags } = settings.connectors
  const connection = awsConnection(tenant)
  const clients = connection === null ? null : awsClients({ ...connection, session: READ_SESSION })
  const program = config().aws_doctor
  const secret = (reference: string) => () => readOwnSecret(tenant_id, reference)
  return {
    waste: waste === null || clients === null || program === null ? null : wasteOf(waste, clients, program),
    allocation:
      allocation === null ? null : openCost(allocation, async () => (allocation.token === null ? null : await secret(allocation.token)()), HTTP_TIMEOUT_MS),
    driver: driver === null || clients === null ? null : cloudWatchDriver(driver, clients),
    cost_explorer:
      cost_explorer === null || clients === null
        ? null
        : costExplorer(
            cost_explorer.account_id,
            clients,
            payForPage(tenant_id, cost_explorer.usd_per_day, () => dayOf(toInstant(Date.now()))),
          ),
    budgets: budgets === null || clients === null ? null : awsBudgetStatus(budgets.account_id, clients),
    tags: tags === null || clients === null ? null : { ...awsTags(clients), ...placesOf(tags) },
    tickets:
      tickets === null
        ? null
        : tickets.kind === 'jira'
          ? jiraTickets(tickets, secret(tickets.token), HTTP_TIMEOUT_MS)
          : linearTickets(tickets, secret(tickets.token), HTTP_TIMEOUT_MS),
  }
}

/** One channel of a tenant. The demonstration's writes to nobody outside. */
export function messagesOf({ tenant_id, is_demonstration }: Tenant, { kind, url, secret }: MessageChannel): MessagePort {
  if (is_demonstration) return simulatedMessages()
  const address = () => readOwnSecret(tenant_id, url)
  if (kind === 'slack' || secret === null) return slackMessages(address, HTTP_TIMEOUT_MS)
  return webhookMessages(address, () => readOwnSecret(tenant_id, secret), HTTP_TIMEOUT_MS, Date.now)
}

function wasteOf(
  { account_id, regions }: { account_id: string; regions: string[] },
  clients: ReturnType<typeof awsClients>,
  program: string,
): NonNullable<Sources['waste']> {
  const credentials = async (place: Place) => (await clients(place)).reading.config.credentials()
  return {
    ...awsDoctor({ program, timeout_ms: SWEEP_TIMEOUT_MS, credentials }),
    ...placesOf({ account_id, regions }),
  }
}

function placesOf({ account_id, regions }: { account_id: string; regions: readonly string[] }): { places: Place[]; covers(place: Place): boolean } {
  const places = regions.map((region_id) => ({ account_id, region_id }))
  return { places, covers: (place) => places.some((p) => p.account_id === place.account_id && p.region_id === place.region_id) }
}
