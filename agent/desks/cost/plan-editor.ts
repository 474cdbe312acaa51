import { providePlanEditor } from '@/lib/cases/plan-editor'
import { previewEdit } from '@/lib/desks/cost/plan/preview-edit'

// Imported for its effect by every door that takes commands.
providePlanEditor('cost', previewEdit)
