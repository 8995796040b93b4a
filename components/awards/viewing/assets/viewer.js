// A file in the page: a picture as it is, a PDF in the browser's own reader. The address answers
// once, so that what is there already stays when the page runs again.
//
// data: address, name, picture (or else a PDF).

const shown = new Map();

export default function ({ data, parentElement }) {
  if (shown.get(parentElement) !== data.address) {
    shown.set(parentElement, data.address);
    const made = document.createElement(data.picture ? "img" : "iframe");
    made.setAttribute(data.picture ? "alt" : "title", data.name);
    made.src = data.address;
    parentElement.querySelector("img, iframe")?.remove();
    parentElement.append(made);
  }
  return () => shown.delete(parentElement);
}
