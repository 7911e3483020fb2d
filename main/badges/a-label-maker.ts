import type { Label } from '../../core/badges/badge'
import type { LabelMaker, LabelSheet } from './label-window'

/** For tests: stands in for the hidden page; the real one is driven by e2e/specs/walk-in.spec.ts. */
export class FakeMaker implements LabelMaker {
  readonly made: Label[] = []
  known = ['Brother']
  answer: boolean | 'breaks' = true
  layOut = (label: Label): Promise<LabelSheet> => {
    if (this.answer === 'breaks') return Promise.reject(new Error('the page ended'))
    this.made.push(label)
    return Promise.resolve({
      toPdf: () => Promise.resolve(new TextEncoder().encode('%PDF')),
      print: () => Promise.resolve(this.answer === true),
      close: () => undefined,
    })
  }
  printers = () => Promise.resolve(this.known)
}
