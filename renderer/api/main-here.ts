import { call } from './call'

/**
 * Main has answered: every key that the system gave it before now is on its way to this page. All keys come through
 * main, and wait there while it is busy.
 */
export const mainHere = (): Promise<unknown> => call('app.here', null)
