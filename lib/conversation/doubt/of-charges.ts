import type { Piece } from '../tag/tag'
import { unexplained } from '../tag/tag-question'

/** How money is spoken of that a kind of charge names: credits are applied and got back, discounts negotiated, fees recur, a commitment goes unused. */
const OF_CHARGES: ReadonlySet<string> = new Set(
  `got back get received receive given gave give granted grant came come through went go unused lost purchases third parties refunded credited lose use used need needed nobody applied apply booked book posted issued issue
  negotiated agreed recurring monthly regular annual deducted subtracted hit handed awarded earned collected levied incurred withheld balance size private enterprise volume edp ppa mpdp saas software tools licences licenses`.split(
    /\s+/,
  ),
)

/** True for a word that says of a kind of charge only that there was one. */
export const isOfCharge = (pieces: readonly Piece[]): ((word: string) => boolean) => {
  const has_charge = pieces.some((p) => p.tag?.tag === 'charge')
  return (word) => has_charge && OF_CHARGES.has(word)
}

/** The words that nothing explains, and that are not said of a kind of charge. */
export const unknownWords = (pieces: readonly Piece[]): string[] => {
  const ofCharge = isOfCharge(pieces)
  return unexplained(pieces).filter((word) => !ofCharge(word))
}
