import { describe, expect, it } from 'vitest'
import { changedParams, draftError, fieldOfRefusal } from '@/components/cards/plan-edit-draft'
import { plan_editor, plan_editor_budget } from '@/components/fixtures/plan-edits'

const fields = plan_editor.actions[0]?.fields ?? []
const [on, off, days] = fields
if (on === undefined || off === undefined || days === undefined) throw new Error('the fixture has three fields')

describe('a change of parameters while it is typed', () => {
  it('is refused beside the field, with the range and the rule', () => {
    expect(draftError(on, { [on.param]: '24' })).toBe('24 is outside 0 to 23: full hours, before the end.')
    expect(draftError(on, { [on.param]: '' })).toBe('Enter a number, 0 to 23.')
    expect(draftError(days, { [days.param]: [] })).toBe('Choose at least one.')
    expect(draftError(on, {})).toBeNull()
  })

  it('sends only what differs, as numbers where the server wants numbers', () => {
    expect(changedParams(fields, { [on.param]: '8', [off.param]: '19', [days.param]: [0, 1, 2, 3, 4] })).toEqual({ [on.param]: 8 })
    expect(changedParams(fields, {})).toEqual({})
  })

  it('lets what was never set stay so when it is emptied again', () => {
    const budget = plan_editor_budget.actions[0]?.fields ?? []
    const alarm = budget.find((f) => f.param === 'targets.alarm_pct')
    if (alarm === undefined) throw new Error('the fixture has an alarm')
    expect(draftError(alarm, { [alarm.param]: '' })).toBeNull()
    expect(changedParams(budget, { [alarm.param]: '' })).toEqual({})
    expect(changedParams(budget, { [alarm.param]: '80' })).toEqual({ [alarm.param]: 80 })
    expect(draftError(alarm, { [alarm.param]: '40' })).toBe('40 is outside 50 to 150: percent of the limit; tells whom the other alarms tell.')
  })

  it('puts a refusal of the server at the field that it names, or at none', () => {
    expect(fieldOfRefusal('schedule.on_hour must be from 0 to 23', 'schedule.on_hour', fields)).toBe(on.param)
    expect(fieldOfRefusal('off_hour must be after on_hour', undefined, fields)).not.toBeNull()
    expect(fieldOfRefusal('the plan has no such action: open the plan again', undefined, fields)).toBeNull()
  })
})
