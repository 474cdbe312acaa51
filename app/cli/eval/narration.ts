import { join } from 'node:path'
import { type CorpusItem, readItems, readLedgers } from '@/agent/narration/corpus'
import { guard } from '@/agent/narration/guard'
import { type EvalSet, itemsOf } from './eval-set'

const FOLDER = join(process.env.COUNTERSIGN_ROOT ?? process.cwd(), 'agent/narration/fixtures')
/** Paragraphs that were frozen before the guard read them, each tuned on after that. The first tries are records of the code as it was then, not figures of this one. */
const FRESH = [
  { name: 'fresh-1', first_try: { good: 51, of_good: 60, mutated: 55, of_mutated: 60 } },
  { name: 'fresh-2', first_try: { good: 54, of_good: 60, mutated: 55, of_mutated: 60 } },
  { name: 'fresh-3', first_try: { good: 57, of_good: 60, mutated: 56, of_mutated: 60 } },
  { name: 'fresh-4', first_try: { good: 75, of_good: 80, mutated: 67, of_mutated: 80 } },
  // The first set that a grammar of claims read first. The word tables it replaced showed 59 of its true ones and withheld 72 of its false ones.
  { name: 'fresh-5', first_try: { good: 20, of_good: 80, mutated: 80, of_mutated: 80 } },
  // Half of its true ones were written with the examples at hand that a model is shown: 40 of those 50 were shown, and 28 of the 50 others. Two false forms were taken out after this.
  { name: 'fresh-6', first_try: { good: 68, of_good: 100, mutated: 58, of_mutated: 60 } },
  // Half of its true ones are simple sentences, 70 of 75 of which were shown, and half are in free style: 29 of 75.
  { name: 'fresh-7', first_try: { good: 99, of_good: 150, mutated: 80, of_mutated: 80 } },
  // Written after the guard was widened on that, in the styles of a terse, a formal, a friendly and a verbose model; before the widening 40 and 80 of it.
  { name: 'fresh-8', first_try: { good: 59, of_good: 120, mutated: 80, of_mutated: 80 } },
  // The guard before it was widened on fresh-8 showed 46 of them and withheld all 80 false ones as well.
  { name: 'fresh-9', first_try: { good: 58, of_good: 100, mutated: 80, of_mutated: 80 } },
  // Written after the guard was widened on fresh-9. Its true ones were read after this try.
  { name: 'fresh-10', first_try: { good: 42, of_good: 80, mutated: 80, of_mutated: 80 } },
  // Written after that by somebody else, in plainer sentences. The guard after it was widened on fresh-10 showed and withheld as many. Read and tuned on after that.
  { name: 'fresh-11', first_try: { good: 72, of_good: 80, mutated: 80, of_mutated: 80 } },
  // By a third writer, in the styles of a terse, a formal and a friendly model. Read and tuned on together with fresh-11, after this try.
  { name: 'fresh-12', first_try: { good: 56, of_good: 80, mutated: 80, of_mutated: 80 } },
  // By a fourth writer, in the same styles. The guard of before fresh-11 and fresh-12 were read shows 60 of them and withholds all 80 false ones as well. Read together with fresh-14.
  { name: 'fresh-13', first_try: { good: 63, of_good: 80, mutated: 80, of_mutated: 80 } },
  // By a fifth writer, in the same styles. Read and tuned on after this try.
  { name: 'fresh-14', first_try: { good: 72, of_good: 80, mutated: 80, of_mutated: 80 } },
  // By a sixth writer. The guard of before fresh-14 was read shows 67 as well and withholds all 80: widening on it showed none more here and one false one, "at stake and climbing every day".
  { name: 'fresh-15', first_try: { good: 67, of_good: 80, mutated: 79, of_mutated: 80 } },
] as const
// Answers to exactly what a model is sent (instructions, facts and forms), by two writers who played one: half who keep to the forms, half in freer text. Not read when the grammar was widened.
const PROMPTED = 'good-prompted.jsonl'
const ratio = (part: number, all: number): number | null => (all === 0 ? null : part / all)

/** Paragraphs about the demonstration's cases: false ones that must be withheld and true ones that must not. */
export const narration: EvalSet = {
  id: 'narration',
  title: 'Narration guard',
  needs: [],
  async score({ split }) {
    const ledgers = readLedgers(FOLDER)
    const passes = ({ ledger, text }: CorpusItem): boolean => {
      const check = ledgers[ledger]
      return check !== undefined && guard(text, check).length === 0
    }
    const mutated = itemsOf(readItems(FOLDER, 'mutated.jsonl'), split)
    const good = itemsOf(readItems(FOLDER, 'good.jsonl'), split)
    const rejected = mutated.filter((item) => !passes(item)).length
    const accepted = good.filter(passes).length
    const families = [...new Set(mutated.map((item) => item.family))].sort()
    const by_family = Object.fromEntries(
      families.map((family) => {
        const of = mutated.filter((item) => item.family === family)
        return [family, { n: of.length, rejected: of.filter((item) => !passes(item)).length }]
      }),
    )
    const fresh = FRESH.map(({ name, first_try }) => ({
      name,
      first_try,
      now: {
        good: readItems(FOLDER, `good-${name}.jsonl`).filter(passes).length,
        mutated: readItems(FOLDER, `mutated-${name}.jsonl`).filter((item) => !passes(item)).length,
      },
    }))
    const prompted = readItems(FOLDER, PROMPTED)
    const of_prompted = { n: prompted.length, shown: prompted.filter(passes).length }
    const [mutated_rejected_ratio, good_accepted_ratio] = [ratio(rejected, mutated.length), ratio(accepted, good.length)]
    return {
      result: { mutated_rejected_ratio, good_accepted_ratio, n_mutated: mutated.length, n_good: good.length, by_family, fresh, prompted: of_prompted },
      figures: [
        { name: 'mutated paragraphs rejected', value: mutated_rejected_ratio, aim: '1.000', baseline: null },
        { name: 'good paragraphs accepted', value: good_accepted_ratio, aim: '>= 0.980', baseline: null },
      ],
      notes: [
        `${mutated.length} mutated, ${good.length} good; a withheld good paragraph costs its reader nothing but the plain summary`,
        `As a model is asked, before its second try: ${of_prompted.shown} of ${of_prompted.n} true paragraphs shown`,
        'The true paragraphs of both halves and of all fresh files but the last were read when the grammar was written or widened: these are tuned figures. First tries are the only ones on new text',
        `First tries of the guard of that day on frozen paragraphs: ${FRESH.map(({ name, first_try: t }) => `${name} good ${t.good} of ${t.of_good} and mutated ${t.mutated} of ${t.of_mutated}`).join('; ')}`,
      ],
    }
  },
}
