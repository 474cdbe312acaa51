import type { AskDeps } from './port'

/** Asks each question that has no argument at most once per run: reading and answering look at the same bill and the same cases. */
export function oncePerRun(deps: AskDeps): AskDeps {
  const { warehouse, cases } = deps
  const once = <T>(load: () => Promise<T>): (() => Promise<T>) => {
    let kept: Promise<T> | undefined
    return () => (kept ??= load())
  }
  const list = once(() => cases.list())
  return {
    ...deps,
    warehouse: { ...warehouse, cover: once(() => warehouse.cover()), names: once(() => warehouse.names()) },
    cases: { ...cases, list, find: async (case_id) => (await list()).find((c) => c.case_id === case_id) ?? (await cases.find(case_id)) },
  }
}
