import type { Slip } from './slip'

/** The words that every slip has, whatever the fair. */
export interface SlipWords {
  readonly numberTitle: string
  readonly priority: string
  readonly copy: string
  /** Under the word COPY: which print this is. */
  readonly whichPrint: (print: number) => string
  readonly area: string
  readonly counters: string
  readonly ahead: string
  readonly people: (count: number) => string
  readonly estimate: string
  readonly bring: string
  readonly given: string
  readonly keep: string
  readonly testTitle: string
  readonly testText: string
}

export const SLIP_WORDS: Readonly<Record<Slip['locale'], SlipWords>> = {
  id: {
    numberTitle: 'NOMOR ANTREAN',
    priority: 'PRIORITAS',
    copy: 'SALINAN',
    whichPrint: (print) => `cetakan ke-${print}`,
    area: 'Tempat',
    counters: 'Tujuan',
    ahead: 'Di depan',
    people: (count) => (count === 0 ? 'tidak ada' : `${count} orang`),
    estimate: 'Perkiraan',
    bring: 'Siapkan',
    given: 'Diambil',
    keep: 'Simpan slip ini sampai selesai dilayani.',
    testTitle: 'CETAK UJI',
    testText: 'Bila baris ini utuh dan kode di bawah terbaca, printer siap.',
  },
  en: {
    numberTitle: 'QUEUE NUMBER',
    priority: 'PRIORITY',
    copy: 'COPY',
    whichPrint: (print) => `print no. ${print}`,
    area: 'Place',
    counters: 'Go to',
    ahead: 'Ahead',
    people: (count) => (count === 0 ? 'nobody' : count === 1 ? '1 person' : `${count} people`),
    estimate: 'Estimate',
    bring: 'Bring',
    given: 'Taken',
    keep: 'Keep this slip until you have been served.',
    testTitle: 'TEST PRINT',
    testText: 'When this line is whole and the code below can be read, the printer is ready.',
  },
}
