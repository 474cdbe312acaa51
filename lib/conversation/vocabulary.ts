import { isOneEditApart } from './edit-distance'
import { GROUP_WORDS, STOP_WORDS } from './lexicon'

/** Words the cues and values are made of: never taken for a misspelt name, and the targets of spelling correction. */
const CUE_WORDS: readonly string[] =
  `anomaly anomalies spike spikes incident incidents alert alerts inbox open cases case findings attention unusual weird unexpected wrong happening
  movers mover changed moved change changes increase increases increased grew rose jumped dropped biggest largest highest expensive increasing rising growing driving caused behind
  breakdown break down broken split distribution spend spends spending spent cost costs bill bills money budget spenders pay paid group grouped
  compare compared comparing comparison versus vs against difference trend trends daily chart graph plot timeseries curve history over time
  line lines item items rows charges charge resource resources instances instance explain summary summarise summarize describe details happened root
  category classified triaged rule rules trace confident sure marketplace transfer deploy deployment commitment credits refunds pricing growth waste
  plan plans proposal proposed remediation recommend recommendation recommended fix action actions alternatives steps dry run rollback recipe
  approval approvals approve approved approver approvers policy gate risk risky blocked denied sign countersign pending waiting queue awaiting decisions veto deny reject
  verification verified verify verifications check checks outcome outcomes work worked working health effect
  savings saving saved save realised realized ledger avoided help examples commands ask needs fired button disabled decided explain money next schedule data proposed signed evidence develop developed development evolve evolved evidence know new start look usage expensive cheaper
  today yesterday week weeks month months quarter year days day last past previous this since before after onset until between mtd qtd ytd wtd
  top first second third fourth fifth limit only just without instead same more less fewer everything all critical high medium low severity
  team account region service owner usage type types number`
    .split(/\s+/)
    .filter(Boolean)

const KNOWN = new Set([...CUE_WORDS, ...Object.keys(GROUP_WORDS)])
const MIN_CORRECTED = 5

export const isCueWord = (word: string): boolean => KNOWN.has(word)

/** The one cue word that is a single typing error away; undefined when none or several are. */
export function correctCueWord(word: string): string | undefined {
  if (word.length < MIN_CORRECTED || KNOWN.has(word) || STOP_WORDS.has(word) || /[\d-]/.test(word)) return undefined
  const near = [...KNOWN].filter((known) => known.length >= MIN_CORRECTED && isOneEditApart(word, known))
  return near.length === 1 || (near.length === 2 && near[0]?.replace(/s$/, '') === near[1]?.replace(/s$/, '')) ? near[0] : undefined
}
