import { type BaseCheckpointSaver, END, type LangGraphRunnableConfig, START, StateGraph, StateSchema } from '@langchain/langgraph'
import { z } from 'zod'
import { type Narrator, narrate, templateNarrator } from '@/agent/narration/narrator'
import type { ReadingContext } from '@/lib/conversation/context'
import { nextContext } from '@/lib/conversation/next-context'
import { read } from '@/lib/conversation/read'
import { invariant } from '@/lib/kernel/errors'
import { dayOf, secondsBetween } from '@/lib/kernel/time'
import { Reading, ThreadContext, type Turn } from '@/schemas/frame'
import { Fact, type UiIntent } from '@/schemas/intent'
import { answer } from './answer'
import { runKeyOf } from './answer-kit'
import { gazetteerOf } from './gazetteer-of'
import type { AskDeps, ReadByModel } from './port'
import { readWithModel } from './read-by-model'

// A question leans on the one before it for half an hour (spec D.3); later it stands alone.
const CONTEXT_SECONDS = 30 * 60
const MAX_SUGGESTIONS = 3

/** What a run of the graph is given besides the question. It is not part of the state: nothing of it is ever stored. */
export type AskRun = { deps: AskDeps; narrator?: Narrator; readByModel?: ReadByModel }

/** What the nodes hand to whoever listens, in the order in which it may be shown. */
export type AskEvent = { type: 'turn'; turn: Turn } | { type: 'intent'; intent: UiIntent } | { type: 'sentence'; text: string; by: string }

export const AskState = new StateSchema({
  question: z.string().default(''),
  run_id: z.string().default(''),
  focus_case: z.string().nullable().default(null),
  /** What the thread remembers of the questions before, with its time on the tenant's clock. */
  context: ThreadContext.nullable().default(null),
  reading: Reading.nullable().default(null),
  /** What the thread remembers after this question. */
  next_context: ThreadContext.nullable().default(null),
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

const recentContext = (context: ThreadContext | null, now: string): ThreadContext | null =>
  context !== null && secondsBetween(context.at, now) <= CONTEXT_SECONDS ? context : null

/** Question to reading. Nothing is asked of the bill. */
async function readQuestion(state: State, config: LangGraphRunnableConfig) {
  const { deps, readByModel } = runOf(config)
  const context = recentContext(state.context, deps.now)
  const ctx: ReadingContext = {
    gazetteer: await gazetteerOf(deps),
    today: dayOf(deps.now),
    previous: context?.frame ?? null,
    focus_case: state.focus_case,
    listed: context?.listed ?? [],
    trail: context?.trail ?? [],
    offered: context?.offered ?? [],
    viewer: deps.viewer.id,
  }
  const reading = await readWithModel(state.question, read(state.question, ctx), ctx, readByModel)
  emit(config, { type: 'turn', turn: { question: state.question, reading, intents: [], suggestions: [] } })
  return { reading }
}

/** Reading to cards. A reading that asks back or declines has none. */
async function answerReading(state: State, config: LangGraphRunnableConfig) {
  const { reading } = state
  invariant(reading, 'a question is read before it is answered')
  const { deps } = runOf(config)
  if (reading.outcome !== 'answered')
    return {
      next_context: nextContext(reading, [], recentContext(state.context, deps.now), deps.now),
      said: { text: reading.outcome === 'clarify' ? reading.question : reading.because, facts: {}, must_show: [] },
    }
  const gazetteer = await gazetteerOf(deps)
  const { intents, sentence, listed } = await answer(reading.frame, { ...deps, gazetteer, run_key: runKeyOf(state.run_id) })
  for (const intent of intents) emit(config, { type: 'intent', intent })
  const suggestions = [...new Set(intents.flatMap((i) => i.suggestions.map((s) => s.text)))].slice(0, MAX_SUGGESTIONS)
  emit(config, { type: 'turn', turn: { question: state.question, reading, intents: intents.map(({ intent_id, rev }) => ({ intent_id, rev })), suggestions } })
  const note = reading.note === null ? '' : ` ${reading.note}`
  return {
    next_context: nextContext(reading, listed, recentContext(state.context, deps.now), deps.now),
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
