/** A rule that a paragraph broke, and the words that broke it. */
export type Violation = {
  rule:
    | 'hidden_character'
    | 'foreign_script'
    | 'markup'
    | 'too_long'
    | 'unknown_slot'
    | 'unknown_figure'
    | 'number_word'
    | 'unknown_name'
    | 'unknown_word'
    | 'wrong_period'
    | 'wrong_direction'
    | 'wrong_place'
    | 'wrong_date'
    | 'comparison'
    | 'cause'
    | 'negation'
    | 'advice'
    | 'status'
    | 'missing_fact'
    | 'no_such_claim'
  found: string
}

/** The words as a violation of a rule; none where no words were found. */
export const found = (rule: Violation['rule'], words: string | null | undefined): Violation[] =>
  words === null || words === undefined ? [] : [{ rule, found: words }]
