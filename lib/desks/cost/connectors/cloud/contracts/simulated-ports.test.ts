import { memoryLog } from '../../../fixtures/memory-log'
import { withState } from '../../../fixtures/one-of-each'
import { situationNamed } from '../../../fixtures/other-targets'
import { DEV } from '../../../fixtures/small-estate'
import { simulatedCloud } from '../simulation/simulated'
import { CONTRACT_PORTS, portContract } from './ports.contract'
import { CONTRACT_SITUATIONS } from './situations.contract'

for (const which of CONTRACT_PORTS) {
  const [name, id, differs] = CONTRACT_SITUATIONS[which]
  portContract('the simulated account', which, async () => {
    const { estate } = withState(situationNamed(name), differs)
    return { port: simulatedCloud({ estate, log: memoryLog(), now: async () => '2026-11-19T09:00:00.000Z' }), place: DEV, id }
  })
}
