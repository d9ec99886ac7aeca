# The made-up mailbox of the demo, and the way to a host product.

home-product = Go to the product
demo-inbox-title = The mailbox
demo-inbox-lead = A made-up product: whoever may read the messages is here, and sees what else they may do.
demo-message-one = Offer for the new counters
demo-message-one-from = From Officine Meridiana, yesterday
demo-message-two = Minutes of the council
demo-message-two-from = From the registry, on Tuesday
demo-write-title = Write a message
demo-write-lead = Made up, too: nothing is really sent.
demo-to = To
demo-text = Text
demo-send = Send
demo-sent-title = Sent, as far as it goes
demo-sent-lead = In a real product the message would be on its way to { $to }.
demo-owner-title = The owner’s data
demo-owner-lead = Only the owner ever gets here: this permission cannot be put into a profile or an invitation.
demo-owner-name = Name
