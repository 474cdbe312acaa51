import { type BaseCheckpointSaver, END, type LangGraphRunnableConfig, START, StateGraph, StateSchema } from '@langchain/langgraph'
import { z } from 'zod'
import { type Narrator, narrate, templateNarrator } from '@/agent/narration/narrator'
import { read } from '@/lib/conversation/read'
import { invariant } from '@/lib/kernel/errors'
import { dayOf, secondsBetween } from '@/lib/kernel/time'
import { Frame, Reading, type Turn } from '@/schemas/frame'
import { Fact, type UiIntent } from '@/schemas/intent'
import { answer } from './answer'
import { runKeyOf } from './answer-kit'
import { gazetteerOf } from './gazetteer-of'
import type { AskDeps } from './port'

// A question leans on the one before it for half an hour (spec D.3); later it stands alone.
const CONTEXT_SECONDS = 30 * 60
const MAX_SUGGESTIONS = 3

/** What a run of the graph is given besides the question. It is not part of the state: nothing of it is ever stored. */
export type AskRun = { deps: AskDeps; narrator?: Narrator }

/** What the nodes hand to whoever listens, in the order in which it may be shown. */
export type AskEvent = { type: 'turn'; turn: Turn } | { type: 'intent'; intent: UiIntent } | { type: 'sentence'; text: string; by: string }

export const AskState = new StateSchema({
  question: z.string().default(''),
  run_id: z.string().default(''),
  focus_case: z.string().nullable().default(null),
  /** Context of the last answered question, with its time on the tenant's clock. */
  previous: Frame.nullable().default(null),
  previous_at: z.string().nullable().default(null),
  listed: z.array(z.string()).default([]),
  reading: Reading.nullable().default(null),
  /** Frame that was answered in this run; null when nothing ran. */
  answered: Frame.nullable().default(null),
  answered_listed: z.array(z.string()).default([]),
  text: z.string().default(''),
  said: z
    .strictObject({ text: z.string(), facts: z.record(z.string(), Fact), must_show: z.array(z.string()) })
    .nullable()
    .default(null),
})
type State = typeof AskState.State

function runOf(config: LangGraphRunnableConfig): AskRun {
  const run = (config.configurable as { ask?: AskRun } | undefined)?.ask
  invariant(run, 'the graph was started without anything to ask')
  return run
}
const emit = (config: LangGraphRunnableConfig, event: AskEvent): void => config.writer?.(event)

/** Question to reading. Nothing is asked of the bill. */
async function readQuestion(state: State, config: LangGraphRunnableConfig) {
  const { deps } = runOf(config)
  const { gazetteer } = await gazetteerOf(deps)
  const is_recent = state.previous_at !== null && secondsBetween(state.previous_at, deps.now) <= CONTEXT_SECONDS
  const reading = read(state.question, {
    gazetteer,
    today: dayOf(deps.now),
    previous: is_recent ? state.previous : null,
    focus_case: state.focus_case,
    listed: is_recent ? state.listed : [],
  })
  emit(config, { type: 'turn', turn: { question: state.question, reading, intents: [], suggestions: [] } })
  return { reading }
}

/** Reading to cards. A reading that asks back or declines has none. */
async function answerReading(state: State, config: LangGraphRunnableConfig) {
  const { reading } = state
  invariant(reading, 'a question is read before it is answered')
  if (reading.outcome !== 'answered')
    return { answered: null, said: { text: reading.outcome === 'clarify' ? reading.question : reading.because, facts: {}, must_show: [] } }
  const { deps } = runOf(config)
  const { gazetteer } = await gazetteerOf(deps)
  const { intents, sentence, listed } = await answer(reading.frame, { ...deps, gazetteer, run_key: runKeyOf(state.run_id) })
  for (const intent of intents) emit(config, { type: 'intent', intent })
  const suggestions = [...new Set(intents.flatMap((i) => i.suggestions.map((s) => s.text)))].slice(0, MAX_SUGGESTIONS)
  emit(config, { type: 'turn', turn: { question: state.question, reading, intents: intents.map(({ intent_id, rev }) => ({ intent_id, rev })), suggestions } })
  const note = reading.note === null ? '' : ` ${reading.note}`
  return {
    answered: reading.frame,
    answered_listed: listed,
    said: { text: sentence.text === '' ? '' : `${sentence.text}${note}`, facts: sentence.facts, must_show: [...sentence.must_show] },
  }
}

/** One sentence, said only when every figure in it resolves to a fact. */
async function narrateAnswer(state: State, config: LangGraphRunnableConfig) {
  if (state.said === null || state.said.text === '') return { text: '' }
  const { narrator = templateNarrator } = runOf(config)
  const { text, by } = await narrate(narrator, state.said)
  emit(config, { type: 'sentence', text, by })
  return { text }
}

/** Read, answer, narrate. It never interrupts: an explore thread stays usable whatever waits for approval elsewhere. */
export const askGraph = (checkpointer?: BaseCheckpointSaver) =>
  new StateGraph(AskState)
    .addNode('read', readQuestion)
    .addNode('answer', answerReading)
    .addNode('narrate', narrateAnswer)
    .addEdge(START, 'read')
    .addEdge('read', 'answer')
    .addEdge('answer', 'narrate')
    .addEdge('narrate', END)
    .compile(checkpointer === undefined ? {} : { checkpointer })
export type AskGraph = ReturnType<typeof askGraph>
