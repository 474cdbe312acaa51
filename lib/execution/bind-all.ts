import { isBeside } from '@/lib/execution/accompany/main-actions'
import type { Plan } from '@/schemas/action'
import type { Item } from './execution'
import type { Catalogue } from './template'

/**
 * The plan's actions with their templates, or why they cannot be bound any more. A plan that has not begun needs the present version of
 * each template; what has begun is gone on with, and undone, by the version that it began with. An action beside the others is left out where it cannot be bound.
 */
export function bindAll<Port>(x: { plan: Plan; templates: Catalogue<Port> }, of: 'present' | 'begun' = 'begun'): Item<Port>[] | string {
  const items: Item<Port>[] = []
  for (const action of x.plan.actions) {
    const is_beside = isBeside(x.plan, action)
    const present = x.templates[action.template]
    if (present === undefined && is_beside) continue
    if (present === undefined) return `there is no template ${action.template} any more`
    const former = of === 'begun' ? x.templates[`${action.template}@${action.template_version}`] : undefined
    const template = present.version === action.template_version ? present : former
    if (template === undefined && is_beside) continue
    if (template === undefined) return `${action.template} is now version ${present.version}, the plan was made with ${action.template_version}`
    items.push({ action, bound: template.bind(action.params) })
  }
  return items
}
