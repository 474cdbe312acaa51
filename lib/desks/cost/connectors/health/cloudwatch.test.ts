import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { awsJsonServer, type WireAnswer } from '@/e2e/scripts/aws-json-server'
import { action } from '@/lib/commands/fixtures/story'
import { compareSignal } from '@/lib/verification/compare-signal'
import { healthWindow, instantsOf, readingOf } from '@/lib/verification/signal-points'
import { awsClients } from '../cloud/real/aws-clients'
import { cloudWatchHealth } from './cloudwatch'

const EXECUTED = '2026-11-19T10:30:00.000Z'
const NOW = '2026-11-19T15:10:00.000Z'
const ACCOUNT = action.account_id
const [target] = action.targets
if (target === undefined) throw new Error('the action has a target')
const ONE = { ...action, targets: [{ ...target, arn: `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-0abc` }] }

const WINDOW = healthWindow(EXECUTED, NOW)

/** Points of five minutes before the change and since. */
const series = (before: number, after: number, has_after = true): WireAnswer => {
  const points = instantsOf(WINDOW.stretches).filter((at) => has_after || at < EXECUTED)
  return {
    body: {
      MetricDataResults: [
        {
          Id: 'q0',
          StatusCode: 'Complete',
          Timestamps: points.map((at) => Date.parse(at) / 1000),
          Values: points.map((at) => (at > EXECUTED ? after : before)),
        },
      ],
    },
  }
}

let answer: WireAnswer = series(0, 0)
let server: Awaited<ReturnType<typeof awsJsonServer>>
beforeAll(async () => {
  server = await awsJsonServer(ACCOUNT, () => answer)
})
afterAll(() => server.close())

const signals = () => {
  const accounts = { [ACCOUNT]: { role_arn: null, external_id: null, scheduler_role_arn: null } }
  const clients = awsClients({ accounts, credentials: { accessKeyId: 'KEY', secretAccessKey: 'secret' }, endpoint: server.endpoint, timeout_ms: 1_000 })
  return cloudWatchHealth(clients).signals(ONE, WINDOW.stretches)
}
const status = async () => (await signals()).map((s) => compareSignal(readingOf(s, WINDOW)).status)

describe('health by the metrics of the changed resources', () => {
  it('gives points of five minutes of what is looked at, under the name of what was changed', async () => {
    answer = series(0, 0)
    const [s] = await signals()
    expect([s?.signal, s?.points[0]]).toEqual(['failed_status_checks of i-0abc', { at: '2026-11-05T10:00:00.000Z', value: 0 }])
    expect(await status()).toEqual(['ok'])
  })

  it('finds what got worse', async () => {
    answer = series(0, 1)
    expect(await status()).toEqual(['degraded'])
  })

  it('is unknown and not healthy where nothing is told any more, and could not ask where it could not', async () => {
    answer = series(0, 0, false)
    expect(await status()).toEqual(['unknown'])
    answer = { status: 400, code: 'AccessDenied' }
    await expect(signals()).rejects.toMatchObject({ code: 'provider_down' })
  })
})
