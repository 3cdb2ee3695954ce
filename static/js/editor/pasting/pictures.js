// Pictures of the pasted document: ours stay, those that it carries go to the image dialog, all others are left out.
import { stylesOf } from "./elements.js";

const OURS = /^\/images\/[0-9a-f]{64}\.[a-z0-9]{1,8}$/

export function sortPictures(body, report) {
  for (const image of [...body.querySelectorAll("img")]) {
    const source = image.getAttribute("src") ?? ""
    const own = ownAddress(source)
    if (own) keep(image, own)
    else {
      report.add(...kindOf(image, source, report))
      image.remove()
    }
  }
  for (const element of body.querySelectorAll("picture, source")) element.replaceWith(...element.childNodes)
  for (const figure of body.querySelectorAll("figure")) if (!figure.querySelector("img")) withoutPicture(figure)
}

function ownAddress(source) {
  const path = source.startsWith(location.origin) ? source.slice(location.origin.length) : source
  return OURS.test(path) ? path : ""
}

function keep(image, address) {
  image.setAttribute("src", address)
  if (image.closest("figure")) return
  const figure = document.createElement("figure")
  image.replaceWith(figure)
  figure.append(image)
}

function kindOf(image, source, report) {
  const styles = stylesOf(image)
  const isTiny = [image.getAttribute("width"), image.getAttribute("height"), styles.get("width"), styles.get("height")].some(
    (size) => /^[0-3](px)?$/.test(size ?? ""),
  )
  if (isTiny) return ["tracking"]
  const file = /^data:/i.test(source) ? fileOf(source) : null
  if (file) report.pictures.push({ file, alt: image.getAttribute("alt") ?? "" })
  if (file) return ["carried"]
  return [/^(https?:)?\/\//i.test(source) ? "otherPictures" : "filePictures"]
}

// The bytes of a data: address; the page's security policy keeps scripts from fetching one.
function fileOf(source) {
  const match = /^data:(image\/[a-z+.-]+);base64,([a-z0-9+/=\s]+)$/i.exec(source)
  if (!match) return null
  const bytes = Uint8Array.from(atob(match[2].replace(/\s/g, "")), (letter) => letter.charCodeAt(0))
  return new File([bytes], `pasted.${match[1].slice(6).replace(/\W.*/, "")}`, { type: match[1] })
}

// The words below a picture that is left out are words of the author: they stay as a paragraph.
function withoutPicture(figure) {
  for (const caption of figure.querySelectorAll("figcaption")) {
    const line = document.createElement("p")
    line.append(...caption.childNodes)
    caption.replaceWith(line)
  }
  figure.replaceWith(...figure.childNodes)
}
