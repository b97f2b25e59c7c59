import { PDFArray, PDFDict, PDFHexString, PDFName, PDFNumber, PDFRef, PDFString } from '@cantoo/pdf-lib'
import type { PDFContext, PDFObject } from '@cantoo/pdf-lib'

const name = (text: string) => PDFName.of(text)
/** Structure types of PDF 1.7 (ISO 32000-1, 14.8.4). */
const standard = new Set('Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form'.split(' '))
const roleOf: Record<string, string> = { Strong: 'Span', Em: 'Span', Title: 'P', Aside: 'Div', DocumentFragment: 'Div' }

/** The tags: what a screen reader follows. */
export class StructureTree {
  #context: PDFContext
  #root: PDFDict
  /** For each page's StructParents number, the elements that own its marked content. */
  #owners = new Map<number, PDFArray>()
  #roles = new Set<string>()
  #ids = new Map<string, string>()

  constructor (context: PDFContext, root: PDFDict) {
    this.#context = context
    this.#root = root
    this.#readOwners(root.lookup(name('ParentTree'), PDFDict))
  }

  mend () {
    for (const ref of this.#kids(this.#root)) this.#visit(ref)
    this.#renumber()
    if (this.#roles.size === 0) return
    this.#root.set(name('RoleMap'), this.#context.obj(Object.fromEntries([...this.#roles].map(role => [role, name(roleOf[role] ?? 'Span')]))))
  }

  #visit (ref: PDFObject) {
    const element = this.#lookup(ref)
    if (!(element instanceof PDFDict) || !element.has(name('S'))) return
    const type = this.#type(element)
    if (!standard.has(type)) this.#roles.add(type)
    if (type === 'LI') this.#giveBody(ref, element)
    if (type === 'Link') this.#nameLink(element)
    if (type === 'TH') this.#readOnce(element)
    for (const kid of this.#kids(element)) this.#visit(kid)
  }

  /** Chromium numbers header cells by how long it has been running. Count from one instead, in reading order. */
  #renumber () {
    const elements: PDFDict[] = []
    const collect = (ref: PDFObject) => {
      const element = this.#lookup(ref)
      if (!(element instanceof PDFDict) || !element.has(name('S'))) return
      elements.push(element)
      for (const kid of this.#kids(element)) collect(kid)
    }
    for (const ref of this.#kids(this.#root)) collect(ref)
    const fresh = (old: PDFObject | undefined) => {
      const text = old instanceof PDFString || old instanceof PDFHexString ? old.decodeText() : ''
      if (!this.#ids.has(text)) this.#ids.set(text, `h${String(this.#ids.size + 1).padStart(6, '0')}`)
      return PDFString.of(this.#ids.get(text)!)
    }
    for (const element of elements) if (element.has(name('ID'))) element.set(name('ID'), fresh(this.#lookup(element.get(name('ID')))))
    for (const element of elements) {
      const given = this.#lookup(element.get(name('A')))
      for (const attributes of given instanceof PDFArray ? given.asArray().map(this.#lookup) : [given]) {
        const headers = attributes instanceof PDFDict ? this.#lookup(attributes.get(name('Headers'))) : undefined
        if (attributes instanceof PDFDict && headers instanceof PDFArray) attributes.set(name('Headers'), this.#context.obj(headers.asArray().map(header => fresh(this.#lookup(header)))))
      }
    }
    this.#sortIdTree()
  }

  /** The tree that finds elements by their ids holds the new ones, in order. */
  #sortIdTree () {
    const tree = this.#root.get(name('IDTree'))
    if (!tree) return
    const pairs: [string, PDFObject][] = []
    const read = (ref: PDFObject) => {
      const node = this.#lookup(ref) as PDFDict
      const names = this.#lookup(node.get(name('Names')))
      const list = names instanceof PDFArray ? names.asArray() : []
      for (let at = 0; at + 1 < list.length; at += 2) {
        const key = this.#lookup(list[at])
        const text = key instanceof PDFString || key instanceof PDFHexString ? this.#ids.get(key.decodeText()) : undefined
        if (text) pairs.push([text, list[at + 1]!])
      }
      const kids = this.#lookup(node.get(name('Kids')))
      for (const kid of kids instanceof PDFArray ? kids.asArray() : []) read(kid)
      if (ref instanceof PDFRef) this.#context.delete(ref)
    }
    read(tree)
    pairs.sort(([a], [b]) => a < b ? -1 : 1)
    const [first, last] = [pairs[0]?.[0] ?? '', pairs.at(-1)?.[0] ?? '']
    const leaf = this.#context.register(this.#context.obj({ Names: pairs.flatMap(([text, ref]) => [PDFString.of(text), ref]), Limits: [PDFString.of(first), PDFString.of(last)] }))
    this.#root.set(name('IDTree'), this.#context.register(this.#context.obj({ Kids: [leaf] })))
  }

  /** A list item holds a label and a body, nothing else. */
  #giveBody (ref: PDFObject, item: PDFDict) {
    const isPart = (kid: PDFObject) => { const found = this.#lookup(kid); return found instanceof PDFDict && ['Lbl', 'LBody'].includes(this.#type(found)) }
    const rest = this.#kids(item).filter(kid => !isPart(kid))
    if (rest.length === 0) return
    const body = this.#context.obj({ Type: 'StructElem', S: 'LBody', P: ref as PDFRef, K: rest })
    const page = item.get(name('Pg'))
    if (page) body.set(name('Pg'), page)
    const bodyRef = this.#context.register(body)
    for (const kid of rest) {
      const found = this.#lookup(kid)
      if (found instanceof PDFDict && found.has(name('S'))) found.set(name('P'), bodyRef)
      else this.#own(item, found, bodyRef)
    }
    item.set(name('K'), this.#context.obj([...this.#kids(item).filter(isPart), bodyRef]))
  }

  /** What a link says, for those who hear only the link. */
  #nameLink (link: PDFDict) {
    for (const kid of this.#kids(link)) {
      const found = this.#lookup(kid)
      const annotation = found instanceof PDFDict ? this.#lookup(found.get(name('Obj'))) : undefined
      if (!(annotation instanceof PDFDict) || annotation.has(name('Contents'))) continue
      const target = this.#lookup(annotation.get(name('Dest')))
      const action = this.#lookup(annotation.get(name('A')))
      const address = action instanceof PDFDict ? this.#lookup(action.get(name('URI'))) : undefined
      const words = address instanceof PDFString ? address.decodeText() : target instanceof PDFName ? `Go to ${target.decodeText().replaceAll('-', ' ')}` : 'Go to this part'
      annotation.set(name('Contents'), PDFHexString.fromText(words))
    }
  }

  /** Chromium adds the column header of every page a table goes on to the same cell. Keep the first page's; the rest are artifacts. */
  #readOnce (header: PDFDict) {
    let first: PDFObject | undefined
    const visit = (element: PDFDict) => {
      const page = element.get(name('Pg'))
      const kept = this.#kids(element).filter(kid => {
        const found = this.#lookup(kid)
        if (found instanceof PDFDict && found.has(name('S'))) { visit(found); return true }
        const at = (found instanceof PDFDict && found.get(name('Pg'))) || page
        first ??= at
        if (at === first) return true
        this.#disown(found, at)
        return false
      })
      if (kept.length !== this.#kids(element).length) element.set(name('K'), this.#context.obj(kept))
    }
    visit(header)
  }

  #own (element: PDFDict, content: PDFObject | undefined, owner: PDFRef) {
    const { list, number } = this.#slot(content, (content instanceof PDFDict && content.get(name('Pg'))) || element.get(name('Pg')))
    if (list && number !== null) list.set(number, owner)
  }

  #disown (content: PDFObject | undefined, pageRef: PDFObject | undefined) {
    const { list, number } = this.#slot(content, pageRef)
    if (list && number !== null) list.set(number, this.#context.obj(null))
  }

  #slot (content: PDFObject | undefined, pageRef: PDFObject | undefined) {
    const page = this.#lookup(pageRef)
    const parents = page instanceof PDFDict ? this.#lookup(page.get(name('StructParents'))) : undefined
    const mcid = content instanceof PDFNumber ? content : content instanceof PDFDict ? this.#lookup(content.get(name('MCID'))) : undefined
    return { list: parents instanceof PDFNumber ? this.#owners.get(parents.asNumber()) : undefined, number: mcid instanceof PDFNumber ? mcid.asNumber() : null }
  }

  #readOwners (node: PDFDict) {
    const numbers = this.#lookup(node.get(name('Nums')))
    const pairs = numbers instanceof PDFArray ? numbers.asArray() : []
    for (let at = 0; at + 1 < pairs.length; at += 2) {
      const [key, list] = [this.#lookup(pairs[at]), this.#lookup(pairs[at + 1])]
      if (key instanceof PDFNumber && list instanceof PDFArray) this.#owners.set(key.asNumber(), list)
    }
    const kids = this.#lookup(node.get(name('Kids')))
    for (const kid of kids instanceof PDFArray ? kids.asArray() : []) this.#readOwners(this.#lookup(kid) as PDFDict)
  }

  #kids (element: PDFDict): PDFObject[] {
    const kids = this.#lookup(element.get(name('K')))
    return kids instanceof PDFArray ? kids.asArray() : kids ? [element.get(name('K'))!] : []
  }

  #lookup = (object: PDFObject | undefined): PDFObject | undefined => object instanceof PDFRef ? this.#context.lookup(object) : object
  #type = (element: PDFDict): string => { const type = this.#lookup(element.get(name('S'))); return type instanceof PDFName ? type.decodeText() : '' }
}
