/** One thing that a card speaks of: what it is called, which fact it is, and what may be said of it. Everything else about sentences is the same for all. */
export type Frame = {
  /** Its rules begin with this. */
  name: string
  /** The part of a sentence that its clauses are. */
  part: string
  /** What has to be so in the ledger: `#moves`. */
  only?: string
  /** What it is called: "amount at stake". */
  noun: string
  /** Whose it is, in front of its name: "the plan's". A part's own change is never the whole's. */
  owner?: string
  /** Words beside its name that tell in a note which fact it is: "actual" and "max". A frame without them is not in notes. */
  note?: string
  /** Its fact, and the verb that puts it to its name: `Is` for amounts, `Reads` for anything else. */
  fact?: { mark: string; verb: 'Is' | 'Reads' }
  /** What is said of it. `Be~` is "is", "being" or "be", as the place asks for; `(Be~)` may be left out where it would be "being". */
  says?: readonly string[]
  /** What is said of its bare fact: words that tell by themselves which fact it is. */
  alone?: readonly string[]
  /** What may go with it, before and after. */
  goes?: string
  /** What it has, each a frame with a fact: "with a risk of <risk>", "whose risk is <risk>". */
  has?: readonly string[]
  /** What it is besides a noun: a pronoun, a fact that names it. */
  subject?: string
}

const NEVER = '#never'
const or = (alternatives: readonly string[]): string => (alternatives.length === 0 ? NEVER : alternatives.join('\n  | '))

/** The rules of one thing: its name, what is said of it in three forms, relative clauses, and clauses of its own. */
function rulesOf({ name: X, part, only = '', noun, owner = 'Owner', fact, note, says = [], alone = [], goes = NEVER, has = [], subject }: Frame): string {
  const said = [...says, ...(fact === undefined ? [] : [`${fact.verb}~ ${X}Fact`]), ...(has.length === 0 ? [] : [`Have~ ${X}Pairs`])]
  const form = (of: readonly string[], ending: string): string =>
    or(of.map((one) => one.replaceAll('(Be~)', ending === 'G' ? 'BeG?' : `Be${ending}`).replaceAll('~', ending)))
  const which = has.map((Y) => `${Y}Name Now? ${Y}F | ${Y}Pair`)
  return `
${X}Name = ( Det | ${owner} )? Quality* ( ${noun} ) Qualified*
${X}Fact = ${fact?.mark ?? NEVER}
${X}Pair = ${X}Name PairOf? ${X}Fact | ( Det )? ${X}Fact ( as | being ) Det? Quality* ( ${noun} )
${X}F = Raised ${X}B | ${form(said, 'F')}
${X}G = ${form(said, 'G')}
${X}B = ${form(said, 'B')}
${X}AloneF = ${form(alone, 'F')}
${X}AloneG = ${form(alone, 'G')}
${X}Pairs = ( ${or(has.map((Y) => `${Y}Pair`))} ) ( ( and | as well as | plus | #pause ) ( ${or(has.map((Y) => `${Y}Pair`))} ) )*
${X}Has = and? ( ( with | at | including | plus | together with | along with | against ) ${X}Pairs | ( whose | where | ( for | in | of | with | on | to | behind ) which ) ( ${or(which)} ) )
${X}Which = ( which | that ) Now? ${X}F ${X}Goes* ( ( and | but | which | that | #pause )* ${X}F ${X}Goes* )* | ${X}G ${X}Goes* | ${X}Has
${X}Goes = ${goes} | ${X}Has
${X}Subject = ( ${subject ?? NEVER} | ${X}Name | ${X}Pair ) ${X}Which* | ${fact === undefined ? NEVER : `${X}Name #pause ${X}Fact #pause`}
${X}Being = with? ${X}Name ( being | Said at? | standing at | put at | now at ) ${X}Fact | with? ${X}Subject ${X}G ${X}Goes* | it ( is | was ) ( ( this | ${X}Subject ) ( that | which ) ${X}F | ${X}Fact ( that | which ) ${X}AloneF ) ${X}Goes*
${X}There = Exist ( ${X}Pair | ${X}Fact ${X}AloneG | ${X}Name #pause? ( : | which ReadsF | of )? ${X}Fact ) ${X}Goes*
${X}Clause = ${X}Being | ${X}Goes* ${X}There | ( ${X}Goes | ${X}G )* ( ${X}Subject Now? ${X}F | ${X}Fact ${X}Which* Now? ${X}AloneF | ${X}Fact ( ( : | #pause ) ThatOne )? BeF ${X}Name | ${X}Fact ( : | #pause ) ThatOne ${X}AloneF | ${X}Pair OnRecord ) ${X}Goes* ( ( And | #pause ) Now? ( ${X}F | ${X}G ) ${X}Goes* )*
${part} += ${only} ${X}Clause
${note === undefined ? '' : `Labelled += ${only} ( ${X}Name | ${note} ) InScope? :? ${X}Fact ${X}Goes* | ${only} ${X}Fact ( ( ${note} ) | #pause? the ( ${noun} ) ) ${X}Goes*`}`
}

/** Words that every frame uses. */
export const FRAME_WORDS = `
Quality = recorded | reported | given | stated | listed | named | noted | overall | resulting | corresponding | associated | related | relevant | identified | assigned | attached | accompanying | respective | said | documented | indicated | applicable | specified | determined | known
Owner = ( the | this ) ( plan's | case's | request's | proposal's | anomaly's | ticket's | rules ) | the? <scope> s
Qualified = here | there | in question | in this case | that is ( Said | shown | given )
Exist = there Now? ( is | are | was | were | has been | have been ) Now? | here ( is | are ) | ( we | you ) Now? ( see | find | have | have got | got | get | spotted | found | noticed | have spotted | have found | have seen | have noticed | are looking at | are talking about | are seeing | are tracking | are following | can see | are at ) | what ( we | you | one ) ( see | have | find | get | are seeing | are looking at ) ( InScope | here | Now )* ( is | are )
ThatOne = it | this | that
Raised = ( is | was | are | were | has been | have been ) ( found | seen | shown | reported | recorded | known | noted | observed ) to | ( turns out | turned out | appears | appear | seems | seem | proves | proved ) to
PairOf = of | at | : | being | standing at | put at | rated | rated as | rated at | given as | set at | coming to | amounting to | which is | that is | ( Said | rated | put | described | classed ) ( as | at | to be )? :? | #pause
OnRecord = BeF ( recorded | reported | noted | registered | listed | shown | given | stated | documented | on record | on file )
BeG = being | having been
BeB = be | have been
BeRunB = be | run | stand | sit | stay | remain | come in
BeAtF = BeF ( Said ( as | at )? | put at | rated at | set at | at )?
BeAtG = ( BeG )? ( Said ( as | at )? | put at | set at ) | BeG at?
BeAtB = be ( Said ( as | at )? | put at | set at | at )?
IsF = BeAtF | LevelF | StayF | equals | equal | :
IsG = BeAtG | LevelG | StayG | equalling
IsB = BeAtB | LevelB | StayB | equal
ReadsF = BeF ( Said ( as | at | under | to be )? | put at | rated | rated as | scored | set at | that of | at )? | reads | read | ( stands | stood | remains | remained | stays | stayed | lies ) ( at )? | ( turns out | proves | proved | turned out ) to be | ( shows up | showed up | comes out | came out | appears | stands out ) as | :
ReadsG = BeG ( Said ( as )? | rated | at )? | Said as | reading | ( standing | remaining | staying ) at?
ReadsB = be ( Said ( as | at )? | rated | at )? | read | remain
`

export const frameRules = (frames: readonly Frame[]): string => frames.map(rulesOf).join('\n')
