import type { ReaderOptions } from 'zxing-wasm/reader'
import { gaussian, type Gray } from './gray'
export type Repair = { name: string; apply: (gray: Gray) => Gray; reader?: 'qr'; zxing?: ReaderOptions }
export const REPAIRS: readonly Repair[] = [{ name: 'smooth', apply: (gray) => gaussian(gray, 1) }]
