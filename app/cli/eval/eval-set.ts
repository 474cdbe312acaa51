/** One scored number beside what it is compared with. `aim` and `baseline` are null where there is none. */
export type EvalFigure = { name: string; value: number | null; aim: string | null; baseline: string | null }

/** What a set came to: `result` is its part of the JSON answer, `figures` its rows of the printed table, `notes` what a reader must know to trust them. */
export type EvalOutcome = { result: Record<string, unknown>; figures: EvalFigure[]; notes: string[] }

/**
 * A set of labelled data that somebody can score us on. `id` is its key in the JSON answer; `needs` are paths below the data folder (a folder ends in `/`), none for
 * data that lives in the project. `score` is only called when all of them exist; a set whose data is absent is reported as skipped, by name.
 * `split` says which part to score: "tune" items are for choosing thresholds, "report" items are never looked at while choosing.
 */
export type EvalSet = {
  id: string
  title: string
  needs: readonly string[]
  score(ask: { data: string; split: EvalSplit; say(progress: string): void }): Promise<EvalOutcome>
}

export type EvalSplit = 'tune' | 'report' | 'all'

/** Which split an item of a list sorted by name belongs to: odd positions (the first, the third, …) tune, even positions report. `position` counts from 0. */
const splitOf = (position: number): 'tune' | 'report' => (position % 2 === 0 ? 'tune' : 'report')

/** The items of one split of a list that is already sorted by name. */
export const itemsOf = <T>(sorted: readonly T[], split: EvalSplit): T[] => sorted.filter((_, i) => split === 'all' || splitOf(i) === split)
