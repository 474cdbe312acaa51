import { entry, type GlossaryEntry, thing } from './glossary-entry'

/** Words of how the product works inside: parts of cards, states on the way, and what makes a run fit. */
export const LOOP_TERMS: readonly GlossaryEntry[] = [
  entry('detected', 'The state of a case that was noticed and whose evidence is being collected.', 'detection', 'detections'),
  entry('triaged', 'The state of a case whose category and severity the rules have decided.'),
  entry(
    'not measurable',
    'A verdict of verification: nothing on the bill can show whether the saving came.',
    'saving not measurable',
    'measurable',
    'not_measurable',
  ),
  entry('conformance', 'Whether what is measured keeps to the bounds that a preset names. Drift compares with a time before instead.', 'preset conformance'),
  thing('component', 'One part of a card with its own data, its figures and its plain text: a table, a chart, a plan.', 'components', 'card part'),
  entry(
    'component kind',
    'Which of a closed set a component is. One that a program does not know is shown as its plain text.',
    'component kinds',
    'kind of card',
    'kinds of card',
  ),
  thing(
    'slot',
    'A place that is filled with one value: a part of a reading such as its period, a figure in a sentence, or a signature that a request still needs.',
    'slots',
    'signature slot',
    'fact slot',
  ),
  entry(
    'room',
    'How much a tenant may still change in a span of time before a limit is reached. A run keeps its part of it before it begins.',
    'room for a run',
    'limit room',
  ),
  entry(
    'parameter',
    'A value of an action that a person may set within the bounds that a rule names, such as the hours of a schedule.',
    'parameters',
    'bound',
    'bounds',
  ),
]
