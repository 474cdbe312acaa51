import { IntentView } from '@/components/cards/intent-view'
import { inState, KINDS } from '@/components/fixtures/states'
import { PageTitle } from '@/components/screens/page-title'

/** Kinds of card in every state that they can be in. */
export const GalleryStates = ({ kinds }: { kinds: readonly string[] }) => (
  <div className="space-y-10">
    {kinds.map((kind) => (
      <section key={kind} aria-label={kind}>
        <PageTitle title={kind} lead="In every state that it can be in." />
        <div className="max-w-[60rem] space-y-6">
          {KINDS.filter((k) => k.kind === kind).flatMap(({ base, states }) =>
            states.map((state) => (
              <section key={`${base.intent_id}.${state}`} aria-label={state}>
                <h2 className="eyebrow mb-2">{state}</h2>
                <IntentView intent={inState(base, state)} />
              </section>
            )),
          )}
        </div>
      </section>
    ))}
  </div>
)
