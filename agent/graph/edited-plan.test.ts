import '@/agent/desks/cost/plan/plan-editor'
import { beforeAll, describe, expect, it } from 'vitest'
import { replayCase } from '@/agent/replay'
import { testDatabase } from '@/e2e/scripts/test-database'
import { approvalsOfCase } from '@/lib/approval/store'
import { auditOfCase } from '@/lib/audit/store'
import { previewPlanEdit } from '@/lib/commands/asking-policy/preview-plan-edit'
import { tenantNow } from '@/lib/identity/tenant-store'
import { policyEngine } from '@/lib/policy/bundle-store'
import { personOf, TENANT_ID } from './fixtures/demonstration'
import { storyCase } from './fixtures/story-case'

testDatabase()

const story = storyCase()
const { read, drive, send } = story
const mara = personOf('mara')
const HOURS = { 'schedule.on_hour': 8, 'schedule.off_hour': 18 }
const edit = (params: Record<string, unknown>) => story.give('mara', 'plan.edit_params', { params, reason: 'the team starts at eight' })
const actionId = async (): Promise<string> => (await read()).plan?.actions[0]?.action_id ?? ''

describe('an edited plan', () => {
  beforeAll(async () => {
    await story.open()
    await drive()
  })

  it('is scored by the server before anything is kept', async () => {
    const before = await read()
    const asked = { action_id: await actionId(), params: HOURS }
    const { preview } = await previewPlanEdit({
      actor: mara,
      case_id: story.id(),
      edit: asked,
      now: await tenantNow(TENANT_ID),
      policy: await policyEngine(TENANT_ID),
    })
    expect(preview.plan.plan_hash).not.toBe(before.plan?.plan_hash)
    expect(preview.plan.actions[0]?.title).toBe('Run 9 instances only Mon-Fri 08:00-18:00 UTC')
    expect(Number(preview.plan.expected_savings.expected)).toBeGreaterThan(Number(before.plan?.expected_savings.expected))
    expect(preview.policy).toMatchObject({ decision: 'require_approval', level: 'L1' })
    expect(preview.bounds.map((b) => [b.param, b.min, b.max, b.value])).toEqual([
      ['schedule.on_hour', 0, 23, 8],
      ['schedule.off_hour', 1, 24, 18],
      ['schedule.days', 0, 6, [0, 1, 2, 3, 4]],
    ])
    expect(await read()).toEqual(before)
  })

  it('is refused for a value out of its range, with the rule that bounds it', async () => {
    const action_id = await actionId()
    await expect(edit({ action_id, params: { 'schedule.on_hour': 24 } })).rejects.toThrow('schedule.on_hour must be from 0 to 23')
    await expect(edit({ action_id, params: { targets: [] } })).rejects.toThrow('targets cannot be edited')
    await expect(edit({ action_id, params: { 'schedule.on_hour': 20 } })).rejects.toThrow('off_hour must be after on_hour')
    await expect(edit({ action_id: 'act_none', params: HOURS })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('takes back the request that waits for a signature, and is made again with another hash', async () => {
    await send()
    const sent = await read()
    expect(sent.status).toBe('awaiting_approval')
    const done = await edit({ action_id: await actionId(), params: HOURS })
    expect(done.message).toContain('a month. It is checked and tried again')
    await drive()
    const after = await read()
    expect(after).toMatchObject({ status: 'plan_ready', approval: null })
    expect(after.plan?.plan_hash).not.toBe(sent.plan?.plan_hash)
    expect(after.plan?.actions[0]?.params['schedule']).toMatchObject({ on_hour: 8, off_hour: 18 })
    const event = (await auditOfCase(TENANT_ID, story.id())).find((e) => e.kind === 'plan.params_edited')
    expect(JSON.parse(event?.body ?? '{}')).toMatchObject({ preview_plan_hash: after.plan?.plan_hash })
    expect((await approvalsOfCase(TENANT_ID, story.id())).map((a) => [a.state, a.closed_because])).toEqual([['void', `${mara.name} changed the plan`]])
  })

  it('replays byte for byte, because the edit is evidence', async () => {
    const replay = await replayCase(TENANT_ID, story.id())
    expect(replay.parts.find((p) => p.part === 'plan and risk')).toMatchObject({ outcome: 'identical' })
  })

  it('can be edited again, and the later edit holds', async () => {
    await edit({ action_id: await actionId(), params: { 'schedule.days': [0, 1, 2] } })
    await drive()
    expect((await read()).plan?.actions[0]?.params['schedule']).toMatchObject({ on_hour: 8, off_hour: 18, days: [0, 1, 2] })
  })
})
