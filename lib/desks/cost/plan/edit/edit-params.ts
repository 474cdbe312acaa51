import { Fault } from '@/lib/kernel/errors'
import type { PlanAction } from '@/schemas/action'

export type Edits = Readonly<Record<string, unknown>>

/**
 * Parameters with some of them changed. Only what the action names in its bounds may be edited. Throws Fault `validation_failed`, which
 * names the parameter, its range and the rule behind it.
 */
export function editParams(bounds: PlanAction['bounds'], params: Record<string, unknown>, edits: Edits): Record<string, unknown> {
  return Object.entries(edits).reduce((changed, [path, value]) => {
    checkBound(bounds, path, value)
    return setAt(changed, path.split('.'), value, path)
  }, params)
}

function checkBound(bounds: PlanAction['bounds'], path: string, value: unknown): void {
  const bound = bounds.find((b) => b.param === path)
  if (bound === undefined)
    throw new Fault('validation_failed', `${path} cannot be edited: ${bounds.map((b) => b.param).join(', ') || 'nothing'} can`, { param: path })
  const values = Array.isArray(value) ? value : [value]
  const is_inside = values.every(
    (v) =>
      (bound.min === null || (typeof v === 'number' && v >= bound.min)) &&
      (bound.max === null || (typeof v === 'number' && v <= bound.max)) &&
      (bound.options === null || (typeof v === 'string' && bound.options.includes(v))),
  )
  if (is_inside) return
  const range = bound.options !== null ? `one of ${bound.options.join(', ')}` : `from ${bound.min ?? 'any'} to ${bound.max ?? 'any'}`
  throw new Fault('validation_failed', `${path} must be ${range} (${bound.rule})`, { param: path, value, min: bound.min, max: bound.max })
}

/** A copy with one value changed; a path through a list changes it in every element. */
function setAt(params: Record<string, unknown>, [head, ...rest]: string[], value: unknown, path: string): Record<string, unknown> {
  // What is set may be absent until then: the bound names it, and the template's schema has the last word.
  if (head === undefined || (rest.length > 0 && !(head in params))) throw new Fault('validation_failed', `there is no parameter ${path}`, { param: path })
  const old = params[head]
  if (rest.length === 0) return { ...params, [head]: value }
  const inner = (item: unknown): Record<string, unknown> => setAt(item as Record<string, unknown>, rest, value, path) // safe: `in` throws for what is not an object
  return { ...params, [head]: Array.isArray(old) ? old.map(inner) : inner(old) }
}
