import { underived } from './grammar/derivation'
import { marksOf } from './grammar/marks'
import type { Ledger } from './say'
import { readSlots, withWindows } from './speech'

/** How many a model is shown. */
const MOST = 12

// Ways to say what a view holds, a place for a fact as in the rules. A sentence is shown only where the ledger has all of its facts and the grammar derives it.
const SENTENCES: readonly string[] = [
  'Since <onset>, <scope> has been costing <actual> rather than the expected <expected>, and so <stake> is at stake.',
  '<stake> is at stake in <scope>, and the confidence is rated <confidence>.',
  '<scope> costs <actual> where <expected> was expected, which leaves <stake> at stake.',
  'At stake in <scope> is <stake>, present since <onset>.',
  'With <stake> at stake, <scope> is <pct_rise> above what was expected.',
  'In <scope>, <stake> is at stake since <onset>, and <cause> is given as the cause.',
  'The finding that <stake> is at stake comes with a confidence of <confidence>.',
  'If it goes on, <scope> is projected to add up to <projected>.',
  'With the status at <status>, <scope> shows <stake> at stake.',
  'Labelled as <new_spend>, <scope> accounts for <stake> at stake.',
  'The plan for <targets> is expected to save <saving>, and its risk is rated <risk>.',
  'The plan is expected to save <saving>, with <stake> at stake.',
  'Due to <cause>, <scope> lies <stake> above the expected level.',
  'The current status is <status>.',
  'As long as nothing is done, waiting is put at <waiting>.',
  'If carried out, the plan is expected to bring a saving of <saving>; it can be <way_back>.',
  'Before it expires on <deadline>, the plan needs the agreement of <agreement>.',
  'Through the plan, a saving of <saving> is expected.',
  'Between <low> and <high> lies the interval for the realized saving, which is <realized>.',
  'The low end of the interval is <low>, and the high end is <high>.',
  'Against an expected saving of <saving>, <realized> has been realized.',
  'Across <targets>, <realized> has been saved.',
  'The realized saving for <scope> comes to <realized>.',
  'In line with the <saving> that was expected, the realized saving comes to <realized>.',
  'Across <scope>, <cases> have been found, and together they put <stake> at stake.',
  'Of the <cases>, which together stand for <stake>, the largest is this: <top>.',
  'In <scope>, <stake> is at stake over a total of <cases>.',
  'As for the largest one, <top>.',
  'There are <cases> in <scope>.',
  '<cases> put <stake> at stake in <scope>.',
  'In total, <stake> is at stake across <cases>.',
  'The amount at stake is <stake>.',
  'With <cases> in <scope>, what is at stake comes to <stake>.',
  '<scope> rose by <rise> to <after>, <period> against <baseline>.',
  '<scope> fell by <drop> to <after>, <period> against <baseline>.',
  'Relative to <baseline>, an increase of <rise> was recorded for <scope>, so that it is at <after>.',
  'Relative to <baseline>, a decrease of <drop> was recorded for <scope>, so that it is at <after>.',
  '<scope> reached <after>, with <part> showing the largest change at <part_change>.',
  'In the <period>, <scope> stood at <after>.',
  'The <dimension> that moved most is <part>.',
  'Among the <dimensions>, the largest move was made by <part>, at <part_change>.',
  'Having risen by <rise>, <scope> now comes to <after>.',
  'Having fallen by <drop>, <scope> now comes to <after>.',
  'Over the <period>, <scope> grew by <rise> relative to <baseline>, arriving at <after>.',
  'Over the <period>, <scope> declined by <drop> relative to <baseline>, arriving at <after>.',
  'At <after>, <scope> is <rise> higher than it was in <baseline>.',
  'At <after>, <scope> is <drop> lower than it was in <baseline>.',
  'Of all <dimensions>, <part> changed the most, by <part_change>.',
  'With a change of <part_change>, <part> is the <dimension> that moved most.',
  'The largest move was that of <part>, at <part_change>.',
  'For <period>, the effective cost of <scope> comes to <total>.',
  '<scope> cost <total> over the <period>, of which <share> is under <part>.',
  'Of all <dimensions>, <part> has the largest share: <share>.',
  'Under <part> falls <share> of the effective cost.',
  '<part> accounts for <share> of the <total>.',
  'With <share>, <part> represents the largest part of the <total>.',
  'An effective cost of <total> has been recorded for <scope>.',
  'Of the <total> that <scope> cost in <period>, the largest part was spent in <part>, at <share>.',
  'At <share>, <part> makes up the largest share of <scope>.',
  'Split by <dimension>, <part> comes first with <share>.',
  'No <dimension> has a larger share than <part>, which is at <share>.',
  'A share of <share> is attributed to <part>.',
  'On average, <mean> was spent on <scope> during the <period>, with a peak of <peak> on <peak_day>.',
  '<scope> averaged <mean> over the <period>.',
  'The daily average of <scope> is <mean>.',
  'The highest day was <peak_day> with <peak>.',
  'The peak of <scope> fell on <peak_day>, when <peak> was recorded.',
  'On its highest day, <peak_day>, <scope> cost <peak>.',
  'On <peak_day>, <scope> peaked at <peak>.',
  'Averaged over the <period>, it comes to <mean>.',
  'With <peak>, <peak_day> was the most expensive day for <scope>.',
  'No day was higher than <peak_day>, when the cost was <peak>.',
  'Over the <period>, <scope> averaged <mean> and peaked at <peak> on <peak_day>.',
  'The <lines> that are shown come to <shown>.',
  'The largest <lines> of <scope> come to <shown> in the <period>.',
  'Taken together, the <lines> listed here total <shown>.',
  'There are <lines> shown, which come to <shown>.',
  'A total of <shown> was billed across the <lines>.',
  'For the <period>, a sum of <shown> is reached by the <lines> that are shown.',
  'In the <period>, <shown> of <scope> is found in its largest <lines>.',
  'So far, <plans> carried out, and what has been realized is <realized>.',
  '<plans> carried out, and <realized> has been realized.',
  'The realized saving is <realized>.',
  'To date, <realized> has been realized.',
  'With <plans> carried out, the realized saving comes to <realized>.',
  'In all, <plans> carried out, with <realized> in realized savings.',
]

/**
 * Up to a dozen sentences that the grammar of claims derives from these facts, with the facts as slots: forms in which a model's words can be verified. They
 * are chosen so that they say different facts; of two that are as good, the one with facts that have to be shown comes first.
 */
export function examplesFor(facts: Ledger, must_show: readonly string[] = []): string[] {
  const ledger = withWindows(facts)
  const places = placesOf(ledger, must_show)
  const isDerived = (text: string): boolean => {
    const speech = readSlots(text, ledger)
    return underived(speech.bare, speech, ledger) === null
  }
  const needed = (text: string): number => must_show.filter((id) => text.includes(`{{f:${id}}}`)).length
  const derived = SENTENCES.flatMap((sentence) => {
    const text = sentence.replace(/<(\w+)>/g, (place, mark: string) => places.get(mark) ?? place)
    return text.includes('<') ? [] : [`${text.charAt(0).toUpperCase()}${text.slice(1)}`]
  })
    .filter(isDerived)
    .sort((a, b) => needed(b) - needed(a))
  const chosen: string[] = []
  while (chosen.length < Math.min(MOST, derived.length)) chosen.push(mostNew(derived, chosen))
  return chosen
}

const factsIn = (text: string): string[] => text.match(/\{\{f:[^}]+\}\}/g) ?? []

/** The sentence with most facts that those chosen before it have least of, so that a dozen shows every fact before it shows one three times. */
function mostNew(texts: readonly string[], chosen: readonly string[]): string {
  const said = chosen.flatMap(factsIn)
  const worth = (text: string): number => factsIn(text).reduce((sum, fact) => sum + 2 ** -said.filter((one) => one === fact).length, 0)
  const left = texts.filter((text) => !chosen.includes(text))
  return left.reduce((best, text) => (worth(text) > worth(best) ? text : best), left[0] ?? '')
}

/** The first fact of the ledger that may stand in each place, one that has to be shown before others. The dimension of a part is a word, not a slot: its label is what a model is given anyway. */
function placesOf(ledger: Ledger, must_show: readonly string[]): Map<string, string> {
  const places = new Map<string, string>()
  for (const [id, fact] of Object.entries(ledger).sort(([a], [b]) => Number(must_show.includes(b)) - Number(must_show.includes(a)))) {
    for (const mark of marksOf(id, fact, ledger)) {
      if (!places.has(mark)) places.set(mark, `{{f:${id}}}`)
      if (mark === 'part' && !places.has('dimension')) {
        places.set('dimension', fact.label.toLowerCase())
        places.set('dimensions', `${fact.label.toLowerCase()}s`)
      }
    }
  }
  return places
}
