/** What a roster tells of a person. */
export const ROSTER_COLUMNS = ['code', 'name', 'greeting', 'institution', 'category', 'phone', 'email'] as const
export type RosterColumn = (typeof ROSTER_COLUMNS)[number]

/** What a person said a column of a file is; `ignore`: it says nothing to us. Keyed by `headerKey`. */
export type ColumnChoice = Readonly<Record<string, RosterColumn | 'ignore'>>

/** The columns of one file: where each stands, how it is called there, and what was not understood. */
export interface RosterColumns {
  readonly headers: readonly string[]
  readonly at: Readonly<Partial<Record<RosterColumn, number>>>
  readonly ignored: readonly string[]
  readonly missing: readonly RosterColumn[]
  /** Two columns that say they are the same: nobody knows which is meant. */
  readonly doubled: {
    readonly column: RosterColumn
    readonly first: string
    readonly second: string
    /** Both have the same title: no choice by title tells them apart, only the file itself can be mended. */
    readonly isSame: boolean
  } | null
}

export const SEPARATORS = [',', ';', '\t'] as const
export type Separator = (typeof SEPARATORS)[number]

/** The columns that our own list of rejected rows has before those of the file; an import passes over them. */
export const REPORT_HEADERS = {
  id: ['Baris di berkas', 'Alasan ditolak'],
  en: ['Row in the file', 'Why rejected'],
} as const

/** The headers of each column in both languages, as `headerKey` writes them. */
const HEADERS: Readonly<Record<RosterColumn, readonly string[]>> = {
  code: words(`
    kode code kodeqr qr qrcode kodepeserta kodetiket kodependaftaran koderegistrasi kodebooking nomortiket
    notiket nopendaftaran nomorpendaftaran noregistrasi nomorregistrasi ticketcode ticketnumber ticketno
    registrationcode registrationnumber bookingcode barcode
  `),
  name: words(`
    nama namalengkap namapeserta namalengkappeserta namapengunjung namatamu namapendaftar
    namalengkapdangelar namadangelar namalengkapbesertagelar namalengkapdengangelar name fullname
    participantname guestname attendeename visitorname yourname
  `),
  greeting: words('sapaan namasapaan namapanggilan panggilan greeting nickname preferredname callname'),
  institution: words(`
    instansi asalinstansi namainstansi instansiasal lembaga asallembaga namalembaga instansilembaga
    instansiperusahaan organisasi asalorganisasi namaorganisasi perusahaan namaperusahaan unitkerja opd asalopd
    dinas kantor asalsekolah komunitas institution organization organisation company companyname agency
    affiliation office
  `),
  category: words(`
    kategori kategoripeserta kategoripengunjung jenispeserta jenispengunjung jenistiket tipepeserta
    statuspeserta golonganpeserta kategoritiket kategoriundangan category tickettype participanttype
    attendeetype visitortype type tickettier
  `),
  phone: words(`
    nohp hp nohpwa nowahp nohpwhatsapp nomorhp nomorhpwa nomorhpwhatsapp nowa wa nomorwa whatsapp nowhatsapp
    nomorwhatsapp notelepon nomortelepon notelp nomortelp telepon telp teleponhp notelphp noteleponhp
    nohandphone nomorhandphone handphone nomorponsel noponsel ponsel kontak nokontak nomorkontak phone
    phonenumber phoneno mobile mobilenumber mobilephone mobileno telephone whatsappnumber contactnumber
    cellphone
  `),
  email: words(`
    email surel emailaddress alamatemail alamatsurel emailaktif mail youremail
  `),
}
/** Said for politeness or care; without them many headers of forms are the same. */
const FILLERS =
  /\b(anda|saudara|bapak|ibu|sesuai|ktp|sim|identitas|wajib|diisi|aktif|your|required|optional|opsional)\b/g

const REQUIRED = ['name', 'category'] as const

/** A header as it is compared: without case, accents, spaces and punctuation. */
export function headerKey(header: string): string {
  return header
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/** What a header says by itself, in either language; null: nothing we know. */
export function columnOf(header: string): RosterColumn | null {
  const bare = header.replaceAll(/\([^)]*\)|\[[^\]]*\]/g, ' ')
  const forms = [header, bare, bare.toLowerCase().replaceAll(FILLERS, ' ')].map(headerKey)
  for (const form of forms) {
    const found = ROSTER_COLUMNS.find((column) => HEADERS[column].includes(form))
    if (found !== undefined) return found
  }
  return null
}

/** Reads a header row: what a person chose goes before what a header says by itself. */
export function readColumns(headers: readonly string[], choice: ColumnChoice = {}): RosterColumns {
  const at: Partial<Record<RosterColumn, number>> = {}
  const ignored: string[] = []
  let doubled: RosterColumns['doubled'] = null
  const chosen = new Set(headers.map((header) => choice[headerKey(header)]))
  for (const [index, header] of headers.entries()) {
    const told = choice[headerKey(header)]
    const own = columnOf(header)
    // A column that a person gave away is not also taken from where the header would have it.
    const column = told ?? (own !== null && chosen.has(own) ? null : own)
    if (column === null || column === 'ignore') {
      if (header.trim() !== '') ignored.push(header.trim())
      continue
    }
    const earlier = at[column]
    if (earlier === undefined) at[column] = index
    else {
      const first = headers[earlier]?.trim() ?? ''
      doubled ??= { column, first, second: header.trim(), isSame: headerKey(first) === headerKey(header) }
    }
  }
  const missing = REQUIRED.filter((column) => at[column] === undefined)
  return { headers: headers.map((header) => header.trim()), at, ignored, missing, doubled }
}

/** What separates the fields: what stands most often in the header line, outside quotes. */
export function separatorOf(headerLine: string): Separator {
  const counts = new Map<string, number>(SEPARATORS.map((separator) => [separator, 0]))
  let isQuoted = false
  for (const char of headerLine) {
    if (char === '"') isQuoted = !isQuoted
    else if (!isQuoted && counts.has(char)) counts.set(char, (counts.get(char) ?? 0) + 1)
  }
  return SEPARATORS.toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))[0] ?? ','
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}
