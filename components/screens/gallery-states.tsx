import { IntentView } from '@/components/cards/intent-view'
import { inState, KINDS } from '@/components/fixtures/states'
import { PageTitle } from '@/components/screens/page-title'

/** One kind of card in every state that it can be in. */
export const GalleryStates = ({ kind }: { kind: string }) => (
  <>
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
  </>
)
