import { memoryLog } from '../../../fixtures/memory-log'
import { withState } from '../../../fixtures/one-of-each'
import { situationNamed } from '../../../fixtures/other-targets'
import { DEV } from '../../../fixtures/small-estate'
import { simulatedCloud } from '../simulation/simulated'
import { clock } from './given.contract'
import { CONTRACT_PORTS, portContract } from './ports.contract'
import { CONTRACT_SITUATIONS } from './situations.contract'

for (const which of CONTRACT_PORTS) {
  const [name, id, differs] = CONTRACT_SITUATIONS[which]
  portContract('the simulated account', which, async () => {
    const { estate } = withState(situationNamed(name), differs)
    const { now, later } = clock()
    return { port: simulatedCloud({ estate, log: memoryLog(), now }), place: DEV, id, later }
  })
}
