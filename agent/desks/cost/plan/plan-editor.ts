import { whyGone } from '@/agent/desks/cost/watch/incident-look'
import { provideIncidentLook } from '@/lib/cases/incident-look'
import { providePlanEditor } from '@/lib/cases/plan-editor'
import { provideTemplateNames } from '@/lib/cases/template-names'
import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import { previewEdit } from '@/lib/desks/cost/plan/edit/preview-edit'
import { provideSecretProbe } from '@/lib/identity/secret-probe'

// Imported for its effect by every door that takes commands.
providePlanEditor('cost', previewEdit)
provideIncidentLook('cost', whyGone)
provideTemplateNames('cost', Object.keys(COST_ACTIONS))
// The connectors load their clients when one of them is asked, not with every door.
provideSecretProbe(async (tenant_id, connector) => (await import('@/agent/desks/cost/connect/test-connectors')).testConnector(tenant_id, connector))
