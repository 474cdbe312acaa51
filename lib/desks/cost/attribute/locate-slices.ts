import { type EvidenceBook, groupsOf, IMPOSSIBLE, openBook, type Page } from './evidence-book'
import { fitMove, type MovedSlice, membersOf, reconcile } from './reconcile-slices'
import type { SliceLeaf } from './slice-leaf'
import type { SliceParams } from './slice-params'

/** Leaves that moved together. */
export type LocatedSlice = { dimensions: readonly number[]; leaves: number[] }

type Candidate = { page: Page; group: number; evidence: number }

// More would mean that the table is noise that the model of noise does not know.
const MOST_SLICES = 200
const TIE = 1e-9

/**
 * The slices of a table that moved by one factor each: again and again the slice whose common move is likeliest against everyday noise, minus the price
 * of naming it. A slice gives way to several finer ones when those say more together; leaves that no slice explains are judged alone. In the end the
 * slices are looked at together, because those that cross spoil one another's first impression.
 */
export function locateSlices(leaves: readonly SliceLeaf[], params: SliceParams): LocatedSlice[] {
  if (leaves.length === 0) return []
  const book = openBook(leaves, params)
  const found: MovedSlice[] = []
  while (found.length < MOST_SLICES) {
    const best = likeliest(book) ?? likeliestLeaf(book)
    if (best === null) break
    const own = unexplainedOf(book, best)
    const together = own.length === 1 ? best.evidence : commonMove(book, own, best.page, params)
    const finer = finerThan(book, best, own, Math.max(best.evidence, together))
    if (finer === null && together <= 0) {
      best.page.evidence[best.group] = IMPOSSIBLE
      // Rows of one key that disagree are no leaf that moved.
      if (best.page === book.pages.at(-1)) for (const i of own) book.alone[i] = IMPOSSIBLE
      continue
    }
    const { page, group } = finer ?? best
    const chosen = finer === null ? own : unexplainedOf(book, finer)
    found.push({ page, group, members: membersOf(page, group), ...fitMove(book, chosen), price: book.priceOf(page) })
    book.explain(chosen)
  }
  return reconcile(book, found, params).map(({ page, members }) => ({ dimensions: page.cuboid.dimensions, leaves: [...members] }))
}

function likeliest({ pages }: EvidenceBook): Candidate | null {
  let best: Candidate | null = null
  for (const page of pages)
    for (let group = 0; group < page.cuboid.size; group++) {
      const evidence = page.evidence[group] ?? IMPOSSIBLE
      if (evidence > 0 && (best === null || isBetter({ page, group, evidence }, best))) best = { page, group, evidence }
    }
  return best
}

/** Ties go to fewer leaves, then to fewer dimensions (which come first), then to the order of names. */
function isBetter(a: Candidate, b: Candidate): boolean {
  if (Math.abs(a.evidence - b.evidence) > TIE * Math.max(1, Math.abs(a.evidence))) return a.evidence > b.evidence
  return (a.page.cuboid.counts[a.group] ?? 0) < (b.page.cuboid.counts[b.group] ?? 0)
}

function likeliestLeaf({ pages, alone, is_explained }: EvidenceBook): Candidate | null {
  const page = pages.at(-1)
  if (page === undefined) return null
  let best: Candidate | null = null
  for (let i = 0; i < alone.length; i++) {
    const evidence = alone[i] ?? IMPOSSIBLE
    if (evidence <= 0 || is_explained[i] === 1) continue
    const group = page.cuboid.group[i] ?? 0
    if (best === null || evidence > best.evidence + TIE || (evidence > best.evidence - TIE && group < best.group)) best = { page, group, evidence }
  }
  return best
}

const unexplainedOf = ({ is_explained }: EvidenceBook, { page, group }: Candidate): number[] => membersOf(page, group).filter((i) => is_explained[i] === 0)

/** The best of several finer slices, all of the same dimensions, that say more together than the slice that holds them. */
function finerThan(book: EvidenceBook, { page: coarse }: Candidate, members: readonly number[], together: number): Candidate | null {
  let best: Candidate | null = null
  let most = together + TIE
  for (const page of book.pages) {
    const { dimensions } = page.cuboid
    if (dimensions.length <= coarse.cuboid.dimensions.length || !coarse.cuboid.dimensions.every((d) => dimensions.includes(d))) continue
    let total = 0
    let first: Candidate | null = null
    for (const group of groupsOf(page, members)) {
      const evidence = page.evidence[group] ?? IMPOSSIBLE
      if (evidence <= 0) continue
      total += evidence
      if (first === null || evidence > first.evidence) first = { page, group, evidence }
    }
    if (total > most) [best, most] = [first, total]
  }
  return best
}

/** Evidence for a common move that some leaves of the slice do not follow; 0 or less where too many do not. */
function commonMove(book: EvidenceBook, members: readonly number[], page: Page, params: SliceParams): number {
  const { move, gain } = fitMove(book, members)
  return Math.abs(move) < params.min_move ? IMPOSSIBLE : gain - book.priceOf(page)
}
