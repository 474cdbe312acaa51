import { CLOUD_CAPABILITIES, type CloudPort } from '../port'
import { simulatedAnomalies } from './simulated-anomalies'
import { simulatedBudgets } from './simulated-budgets'
import { simulatedAddresses, simulatedScaling, simulatedWorkloads } from './simulated-capacity'
import { simulatedCounts } from './simulated-counts'
import { simulatedDatabaseSchedules, simulatedDatabases } from './simulated-databases'
import { simulatedInventory, simulatedMachines } from './simulated-machines'
import { simulatedBuckets, simulatedLogs } from './simulated-settings'
import { simulatedSizing } from './simulated-sizing'
import { simulatedStorage } from './simulated-storage'
import { simulatedTags } from './simulated-tags'
import { type Simulation, simulator } from './simulator'

/** A cloud account that exists only as an estate and a log of what happened to it. It answers, refuses and dry-runs as EC2 does. */
export function simulatedCloud(simulation: Simulation): CloudPort {
  const sim = simulator(simulation)
  return {
    connector: 'simulated-cloud',
    capabilities: CLOUD_CAPABILITIES,
    ...simulatedInventory(sim),
    ...simulatedMachines(sim),
    ...simulatedTags(sim),
    ...simulatedLogs(sim),
    ...simulatedBudgets(sim),
    ...simulatedBuckets(sim),
    ...simulatedDatabases(sim),
    ...simulatedDatabaseSchedules(sim),
    ...simulatedSizing(sim),
    ...simulatedStorage(sim),
    ...simulatedCounts(sim),
    ...simulatedAddresses(sim),
    ...simulatedScaling(sim),
    ...simulatedWorkloads(sim),
    ...simulatedAnomalies(sim),
  }
}
