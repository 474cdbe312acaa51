import { afterAll, beforeAll, describe } from 'vitest'
import { action } from '@/lib/commands/fixtures/story'
import { addHours } from '@/lib/kernel/time'
import { ESTATE } from '../../demo/estate'
import { DEMO_SEED, DEMO_START } from '../../demo/people'
import { anInstance } from '../../fixtures/small-estate'
import { healthContract } from './health.contract'
import { actionOf, EXECUTED, healthOver, NOW, since, usual } from './health-question.contract'
import { simulatedHealth } from './simulated'

let over: Awaited<ReturnType<typeof healthOver>>
beforeAll(async () => {
  over = await healthOver()
})
afterAll(() => over.close())

describe('CloudWatch over the protocols of its services', () => {
  const { instance_id } = anInstance(1)
  const account = {
    instances: [{ id: instance_id, vpc: 'vpc-1', address: '10.0.0.7', state: 'stopped' }],
    target_groups: [{ name: 'web', vpc: 'vpc-1', balancer: 'app/shop', members: [instance_id] }],
  }
  healthContract(async () => ({
    port: async (hurt) => over.port({ ...account, metric: hurt ? since({ HTTPCode_Target_5XX_Count: 40 }) : usual }),
    action: actionOf('stop_idle_ec2'),
    unmeasured: actionOf('eip_release'),
    executed_at: EXECUTED,
    now: NOW,
  }))
})

describe('the simulated estate', () => {
  const [carrier] = ESTATE.instances.filter((i) => i.tags['Name'] === 'lumen-api-1')
  const arn = carrier?.arn ?? ''
  const of = { ...action, account_id: carrier?.account_id ?? '', targets: [{ arn, label: 'lumen-api-1', change: 'running to stopped' }] }
  const unmeasured = { ...of, targets: [{ arn: 'arn:aws:ec2:eu-west-1:210000000006:elastic-ip/eipalloc-0a', label: 'address', change: 'released' }] }
  healthContract(async () => ({
    port: async (hurt) => simulatedHealth(DEMO_SEED, async () => (hurt ? [{ change: 'instance_state', at: DEMO_START, arn, state: 'stopped' }] : [])),
    action: of,
    unmeasured,
    executed_at: DEMO_START,
    now: addHours(DEMO_START, 3),
  }))
})
