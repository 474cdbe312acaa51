import { createContext } from 'react'

/** True while a question is being answered, or where nobody may ask. Read by the buttons that wait for it, so that asking draws none of the answers before again. */
export const AskBusy = createContext(false)
