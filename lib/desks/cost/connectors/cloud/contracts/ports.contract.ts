import { describe } from 'vitest'
import { CAPACITY_CONTRACTS } from './capacity-ports.contract'
import { DATABASE_CONTRACTS } from './database-ports.contract'
import type { Given } from './given.contract'
import { SETTINGS_CONTRACTS } from './settings-ports.contract'
import { STORAGE_CONTRACTS } from './storage-ports.contract'
import { TAG_CONTRACTS } from './tag-ports.contract'

/** What every implementation of a port must do, whoever answers. */
const CONTRACTS = { ...SETTINGS_CONTRACTS, ...DATABASE_CONTRACTS, ...TAG_CONTRACTS, ...CAPACITY_CONTRACTS, ...STORAGE_CONTRACTS }

export type ContractPort = keyof typeof CONTRACTS
export const CONTRACT_PORTS = Object.keys(CONTRACTS) as ContractPort[] // safe: the keys of this very object

export function portContract(name: string, which: ContractPort, given: () => Promise<Given>): void {
  describe(`${name} keeps the contract of ${which}`, () => CONTRACTS[which](given))
}
