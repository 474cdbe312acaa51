// A range, a region or a weekday range, an amount with its sign and its period, a share with its sign, and a time with its day: short words that a hyphen holds together. Longer ones have to break on a phone.
const HYPHENATED = /(\d{1,2} [A-Z][a-z]{2} \d{2}:\d{2} UTC\b|[−–+-]?\$[\d.,]+ \/ (?:hour|day|month|year)|\d[\d.,]* %|\S*[^\s-]-[^\s-]\S*|[−–+-]\S+)/
const LONGEST = 16

/** Text whose short hyphenated words stay on one line: "07:00-19:00" is no "07:00-", and "−$47.32 / day" no "−". */
export const Unbroken = ({ text }: { text: string }) =>
  text.split(HYPHENATED).map((word, i) =>
    i % 2 === 1 && word.length <= LONGEST ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: words have no identity but their place
      <span key={i} className="whitespace-nowrap">
        {word}
      </span>
    ) : (
      word
    ),
  )
