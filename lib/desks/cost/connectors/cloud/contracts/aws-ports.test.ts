import { afterEach, expect, it } from 'vitest'
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

it('counts an Auto Scaling group that is held at an older version of its template, and a launch configuration, among the users of an image', async () => {
  const { estate } = situationOf('ami_disable')
  const image_id = 'ami-00000000000000001'
  const server = await awsWireServer(estate, NOW)
  servers.push(server)
  server.pin({ group: 'held-back', template_id: 'lt-0a', version: '3', image_id })
  server.pin({ group: 'old', configuration: 'old-workers', image_id })
  server.pin({ group: 'moved-on', template_id: 'lt-0b', version: '7', image_id: 'ami-0ffffffffffffffff' })
  const account = { role_arn: null, external_id: null, scheduler_role_arn: null }
  const connection = { accounts: { [DEV.account_id]: account }, credentials: keyOf(DEV.account_id), endpoint: server.endpoint, timeout_ms: 5000 }
  expect((await awsCloud(connection, NOW).images(DEV, [image_id]))[0]?.used_by).toEqual(['held-back', 'old-workers'])
})
