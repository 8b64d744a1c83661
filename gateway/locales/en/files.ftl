# Photos and files in the chat.

file-add = Photo or file
file-hint = Photo, PDF, MP4 or text. At most 10 MB a file and 10 files. An officer can look at them, the computer cannot.
file-for-officer = An officer can look at your file, the computer cannot.
file-progress = Sending { $name }
file-sending = { $percent } % sent
file-waits = Waits for the other files
file-drop = Remove
file-lost = The file did not arrive. Please try again.
file-save = (save)

refused-file-too-large = This file is too large. It may be 10 MB.
refused-file-kind = This file is not possible here. Send a photo, a PDF, an MP4 video or plain text.
refused-too-many-files = You have sent 10 files already. More is not possible. Ask an officer for help.
refused-no-room = We cannot keep files now. Please try again later.
