import { afterEach } from 'vitest'
import { situationOf, withState } from '../../../fixtures/one-of-each'
import { DEV } from '../../../fixtures/small-estate'
import { awsCloud } from '../aws'
import { type AwsWireServer, awsWireServer, keyOf } from '../aws-wire-server.contract'
import { CONTRACT_PORTS, portContract } from './ports.contract'
import { CONTRACT_SITUATIONS } from './situations.contract'

const NOW = async () => '2026-11-19T09:00:00.000Z'
const servers: AwsWireServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

for (const which of CONTRACT_PORTS) {
  const [template, id, differs] = CONTRACT_SITUATIONS[which]
  portContract('the AWS connector', which, async () => {
    const server = await awsWireServer(withState(situationOf(template), differs).estate, NOW)
    servers.push(server)
    const account = { role_arn: null, external_id: null, scheduler_role_arn: null }
    const connection = { accounts: { [DEV.account_id]: account }, credentials: keyOf(DEV.account_id), endpoint: server.endpoint, timeout_ms: 5000 }
    return { port: awsCloud(connection, NOW), place: DEV, id }
  })
}
