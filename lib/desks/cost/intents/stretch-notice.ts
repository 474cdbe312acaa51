import { DEFAULT_LIMITS } from '@/lib/execution/limits'
import { mainActions } from '@/lib/execution/main-actions'
import type { Plan } from '@/schemas/action'
import type { Component } from '@/schemas/intent'

/** Says of a plan that uses a template more often than an hour lets through how it is carried out: whoever signs it signs for that. */
export function stretchNotices(plan: Plan): Component[] {
  const used = mainActions(plan).map((a) => a.template)
  const most = DEFAULT_LIMITS.uses_per_hour
  return [...new Set(used)].flatMap((template) => {
    const uses = used.filter((t) => t === template).length
    if (uses <= most) return []
    const text = `${template.replaceAll('_', ' ')} is used ${uses} times and may be used at most ${most} times an hour: the run pauses when an hour has no room left and goes on by itself.`
    const remedy = 'Before it goes on, the agreement, what it did and what is left are looked at again. It can be stopped in between.'
    return [{ kind: 'notice', tone: 'info', title: 'It is carried out in stretches', text, remedy }] satisfies Component[]
  })
}
