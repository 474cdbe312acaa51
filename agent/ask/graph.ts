import { type BaseCheckpointSaver, END, type LangGraphRunnableConfig, START, StateGraph, StateSchema } from '@langchain/langgraph'
import { z } from 'zod'
import { invariant } from '@/lib/kernel/errors'
import { Fact, type UiIntent } from '@/schemas/intent'
import { Reading, ThreadContext, type Turn } from '@/schemas/reading'
import { runKeyOf } from './answer-shape'
import { onTheWay } from './on-the-way'
import { type Asked, type AskRun, answerStep, narrateStep, readStep } from './steps'

/** What the nodes hand to whoever listens, in the order in which it may be shown. */
export type AskEvent = { type: 'turn'; turn: Turn } | { type: 'intent'; intent: UiIntent } | { type: 'sentence'; text: string; by: string }

const AskState = new StateSchema({
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

const askedOf = ({ question, run_id, focus_case, context }: State): Asked => ({ question, run_id, focus_case, context })

async function readQuestion(state: State, config: LangGraphRunnableConfig) {
  const reading = await readStep(askedOf(state), runOf(config))
  const awaited = reading.outcome === 'answered' ? onTheWay(reading.frame, { run_key: runKeyOf(state.run_id), now: runOf(config).deps.now }) : null
  const intents = awaited === null ? [] : [{ intent_id: awaited.intent_id, rev: awaited.rev }]
  emit(config, { type: 'turn', turn: { question: state.question, reading, intents, suggestions: [] } })
  if (awaited !== null) emit(config, { type: 'intent', intent: awaited })
  return { reading }
}

async function answerReading(state: State, config: LangGraphRunnableConfig) {
  const { reading, question } = state
  invariant(reading, 'a question is read before it is answered')
  const { intents, suggestions, next_context, said } = await answerStep(askedOf(state), reading, runOf(config))
  for (const intent of intents) emit(config, { type: 'intent', intent })
  if (reading.outcome === 'answered')
    emit(config, { type: 'turn', turn: { question, reading, intents: intents.map(({ intent_id, rev }) => ({ intent_id, rev })), suggestions } })
  return { next_context, said: { ...said, must_show: [...said.must_show] } }
}

async function narrateAnswer(state: State, config: LangGraphRunnableConfig) {
  const narration = state.said === null ? null : await narrateStep(state.said, runOf(config))
  if (narration !== null) emit(config, { type: 'sentence', text: narration.text, by: narration.by })
  return { text: narration?.text ?? '' }
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
