import type { Case } from '@/schemas/case'
import type { AskDeps } from './port'

/** Asks each question that has no argument at most once per run: reading and answering look at the same bill and the same cases. */
export function oncePerRun(deps: AskDeps): AskDeps {
  const { warehouse, cases } = deps
  const once = <T>(load: () => Promise<T>): (() => Promise<T>) => {
    let kept: Promise<T> | undefined
    return () => (kept ??= load())
  }
  const found = new Map<string, Promise<Case | null>>()
  return {
    ...deps,
    warehouse: { ...warehouse, cover: once(() => warehouse.cover()), names: once(() => warehouse.names()) },
    cases: {
      ...cases,
      index: once(() => cases.index()),
      carriedOut: once(() => cases.carriedOut()),
      find(case_id) {
        const known = found.get(case_id) ?? cases.find(case_id)
        found.set(case_id, known)
        return known
      },
    },
    directory: once(() => deps.directory()),
  }
}
